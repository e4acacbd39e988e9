import type { Model } from '../calls/model.ts';
import { canonicalText } from '../calls/value-key.ts';
import { judgeDistinctSet } from '../shortcuts/distinct-set.ts';

/** A set of values; states are sorted lists of their JSON. */
export const set: Model<readonly string[]> = {
  name: 'set',
  operations: {
    add: 'invoke: the value',
    remove: 'invoke: the value',
    contains: 'invoke: the value; ok: true or false',
    read: 'ok: the list of values, in any order',
  },
  initial: [],
  step(state, { f, input, output }) {
    const value = canonicalText(input);
    if (f === 'add') return state.includes(value) ? state : [...state, value].sort();
    if (f === 'remove') return state.filter((other) => other !== value);
    if (f === 'contains') return state.includes(value) === output ? state : undefined;
    const found = [...new Set((output as unknown[]).map((each) => canonicalText(each)))].sort();
    return found.length === state.length && found.every((each, n) => each === state[n]) ? state : undefined;
  },
  isRead: ({ f }) => f === 'contains' || f === 'read',
  faultOf({ f, input, output, returned }) {
    if (f === 'read') return !returned || Array.isArray(output) ? undefined : { of: 'output', expected: 'a list' };
    if (input === undefined) return { of: 'input', expected: 'a value' };
    const isAnswer = f !== 'contains' || !returned || typeof output === 'boolean';
    return isAnswer ? undefined : { of: 'output', expected: 'true or false' };
  },
  keyOf: (state) => state.join(','),
  shortcut: judgeDistinctSet,
};
