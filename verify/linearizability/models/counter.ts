import type { Model } from '../calls/model.ts';
import { type Integer, isInteger, sumOf } from './integers.ts';

/** A number that can be added to; 0 at first. Integers of any size: sums of fractions would depend on their order. */
export const counter: Model<Integer> = {
  name: 'counter',
  operations: { add: 'invoke: the integer to add', read: 'ok: the integer' },
  initial: 0,
  step(state, { f, input, output }) {
    if (f === 'add') return sumOf(state, input as Integer);
    return state === output ? state : undefined;
  },
  isRead: ({ f }) => f === 'read',
  faultOf({ f, input, output, returned }) {
    if (f === 'add') return isInteger(input) ? undefined : { of: 'input', expected: 'an integer' };
    return !returned || isInteger(output) ? undefined : { of: 'output', expected: 'an integer' };
  },
  keyOf: (state) => state,
};
