import { settled } from '../batch.ts';
import type { Injector } from '../injector.ts';

/** Has the answer report what must come again: after all that decides it, before whatever spoils the answer. */
export const settle: Injector = async ({ when, request, batch }) => {
  return when === 'after' ? { response: settled(request.response, batch) } : undefined;
};
