import type { Model } from '../calls/model.ts';
import { isSame, valueKey } from '../calls/value-key.ts';
import { judgeDistinctWrites } from '../shortcuts/distinct-writes.ts';

/** A value that can be written and read; null at first. */
export const register: Model<unknown> = {
  name: 'register',
  operations: { read: 'ok: the value', write: 'invoke: the value' },
  initial: null,
  step(state, { f, input, output, returned }) {
    if (f === 'write') return input ?? null;
    return !returned || isSame(state, output ?? null) ? state : undefined;
  },
  isRead: ({ f }) => f === 'read',
  keyOf: valueKey,
  shortcut: (calls) =>
    judgeDistinctWrites(calls, { read: 'read', write: 'write', initial: null, asRead: (value) => value ?? null }),
  foresight: {
    canBecome: (state, { output }) => isSame(state, output ?? null),
    overwrites: ({ f }) => f === 'write',
  },
};
