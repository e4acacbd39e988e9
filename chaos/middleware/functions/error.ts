import { error } from '../../faults/functions/error.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Throws in the handler's place, or after it in place of its answer. */
export const injectError: Injector = async (moment) => {
  const [failure] = strikesOf(error, moment);
  if (failure === undefined) return undefined;
  const { type, message } = failure.effect;
  throw Object.assign(new Error(message), { name: type });
};
