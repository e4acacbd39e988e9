import type { Model } from '../calls/model.ts';
import { canonicalText, isSame } from '../calls/value-key.ts';
import { judgeDistinctQueue } from '../shortcuts/distinct-queue.ts';

/** A FIFO queue; a dequeue of null found it empty. */
export const queue: Model<readonly unknown[]> = {
  name: 'queue',
  operations: { enqueue: 'invoke: the value', dequeue: 'ok: the value, null when empty' },
  initial: [],
  step(state, { f, input, output, returned }) {
    if (f === 'enqueue') return [...state, input];
    if (!returned) return state.length === 0 ? undefined : state.slice(1);
    if (output === null || output === undefined) return state.length === 0 ? state : undefined;
    return isSame(state[0], output) ? state.slice(1) : undefined;
  },
  isRead: ({ f, output, returned }) => f === 'dequeue' && returned && (output === null || output === undefined),
  faultOf({ f, input }) {
    const isMissing = f === 'enqueue' && (input === null || input === undefined);
    return isMissing
      ? { of: 'input', expected: 'a value, which null is not: it says that a queue is empty' }
      : undefined;
  },
  keyOf: (state) => canonicalText(state),
  shortcut: judgeDistinctQueue,
};
