import type { HistoryEvent } from '../../history/event.ts';
import type { Model } from '../calls/model.ts';
import { isSame, valueKey } from '../calls/value-key.ts';

/** What the operations of a lock are given. */
export const owned = { acquire: 'invoke: who; its process where nothing is said', release: 'the same' } as const;

/** Who acts: a client that goes on under another process after an unknown outcome says its name. */
export function ownerOf({ process, value }: HistoryEvent): unknown {
  return value ?? process;
}

/** A lock that one may hold, and nobody else may release; free at first (Jepsen's owner-aware mutex of Hazelcast). */
export const ownerMutex: Model<unknown> = {
  name: 'owner-mutex',
  operations: owned,
  initial: null,
  inputOf: ownerOf,
  step(owner, { f, input }) {
    if (f === 'acquire') return owner === null ? input : undefined;
    return isSame(owner, input) ? null : undefined;
  },
  isRead: () => false,
  keyOf: valueKey,
};
