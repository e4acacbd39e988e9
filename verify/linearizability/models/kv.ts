import type { Model } from '../calls/model.ts';
import { judgeDistinctWrites } from '../shortcuts/distinct-writes.ts';

/** One key of a key-value store of strings; empty at first. Histories are partitioned by key. */
export const kv: Model<string> = {
  name: 'kv',
  operations: { get: 'ok: the string', put: 'invoke: the string', append: 'invoke: the string to add' },
  initial: '',
  step(state, { f, input, output, returned }) {
    if (f === 'put') return String(input);
    if (f === 'append') return state + String(input);
    return !returned || state === output ? state : undefined;
  },
  isRead: ({ f }) => f === 'get',
  keyOf: (state) => state,
  shortcut: (calls) => judgeDistinctWrites(calls, { read: 'get', write: 'put', initial: '', asRead: String }),
  foresight: {
    // Sliced and compared: `startsWith` takes three times as long.
    canBecome: (state, { output }) => String(output).slice(0, state.length) === state,
    overwrites: ({ f }) => f === 'put',
  },
};
