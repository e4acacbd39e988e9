import { isDeepStrictEqual } from 'node:util';
import type { Command, Saga, SagaDefinition, SagaEvent } from './saga.ts';
import type { SagaStore } from './saga-store.ts';
import { next } from './transition.ts';

/** What a driven saga needs from outside. */
export interface SagaParts<Payload> {
  readonly definition: SagaDefinition;
  readonly store: Pick<SagaStore<Payload>, 'load' | 'replace'>;
  readonly send: (command: Command<Payload>) => Promise<void>;
}

/**
 * Applies an event to a stored saga: write first, then send. Whoever dies in between leaves a record from which the
 * command can be derived again. When the write finds another version, the event is applied to what is there instead:
 *
 *     own first attempt, acknowledgement lost    stored = meant: go on and send
 *     somebody else's transition                 the event fits it or not: next() decides
 *
 * @returns the saga after the event and whether the event changed it; undefined if there is no such saga.
 */
export async function drive<Payload>(
  { definition, store, send }: SagaParts<Payload>,
  id: string,
  event: SagaEvent,
): Promise<{ saga: Saga<Payload>; changed: boolean } | undefined> {
  let found = await store.load(id);
  while (found) {
    const { saga, command } = next(definition, found, event);
    const changed = saga !== found;
    const stored = changed ? await store.replace(saga) : undefined;
    if (stored && !isDeepStrictEqual(stored, saga)) {
      found = stored;
      continue;
    }
    if (command) await send(command);
    return { saga, changed };
  }
  return undefined;
}
