import type { Model } from '../calls/model.ts';

/** A number that can be added to; 0 at first. */
export const counter: Model<number> = {
  name: 'counter',
  operations: { add: 'invoke: the number to add', read: 'ok: the number' },
  initial: 0,
  step(state, { f, input, output, returned }) {
    if (f === 'add') return state + Number(input);
    return !returned || state === output ? state : undefined;
  },
  isRead: ({ f }) => f === 'read',
  keyOf: (state) => state,
};
