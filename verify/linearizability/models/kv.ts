import type { Model } from '../calls/model.ts';
import { judgeDistinctWrites } from '../shortcuts/distinct-writes.ts';

/** One key of a key-value store of strings; empty at first. Histories are partitioned by key. */
export const kv: Model<string> = {
  name: 'kv',
  operations: { get: 'ok: the string', put: 'invoke: the string', append: 'invoke: the string to add' },
  initial: '',
  step(state, { f, input, output }) {
    if (f === 'put') return input as string;
    if (f === 'append') return state + (input as string);
    return state === output ? state : undefined;
  },
  isRead: ({ f }) => f === 'get',
  keyOf: (state) => state,
  shortcut: (calls) => judgeDistinctWrites(calls, { read: 'get', write: 'put', initial: '', asRead: (text) => text }),
  faultOf({ f, input, output, returned }) {
    if (f !== 'get') return typeof input === 'string' ? undefined : { of: 'input', expected: 'a string' };
    return !returned || typeof output === 'string' ? undefined : { of: 'output', expected: 'a string' };
  },
  foresight: {
    // Sliced and compared: `startsWith` takes three times as long.
    canBecome: (state, { output }) => (output as string).slice(0, state.length) === state,
    overwrites: ({ f }) => f === 'put',
  },
};
