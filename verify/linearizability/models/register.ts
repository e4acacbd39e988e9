import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../model.ts';

/** A value that can be written and read; null at first. */
export const register: Model<unknown> = {
  name: 'register',
  operations: { read: 'ok: the value', write: 'invoke: the value' },
  initial: null,
  step(state, { f, input, output, returned }) {
    if (f === 'write') return input;
    return !returned || isDeepStrictEqual(state, output) ? state : undefined;
  },
  isRead: ({ f }) => f === 'read',
  keyOf: (state) => JSON.stringify(state),
  foresight: {
    canBecome: (state, { output }) => isDeepStrictEqual(state, output),
    overwrites: ({ f }) => f === 'write',
  },
};
