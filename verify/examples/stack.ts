import { jsonText } from '../history/exact-json.ts';
import type { Model } from '../linearizability/calls/model.ts';

/** `./lab check linearizability --model verify/examples/stack.ts FILE`: a stack; a pop of null found it empty. */
export const model: Model<readonly unknown[]> = {
  name: 'stack',
  operations: { push: 'invoke: the value', pop: 'ok: the value, null when empty' },
  initial: [],
  step: (state, { f, input, output, returned }) => {
    if (f === 'push') return [...state, input];
    return !returned || (state.at(-1) ?? null) === output ? state.slice(0, -1) : undefined;
  },
  isRead: () => false,
  keyOf: (state) => jsonText(state),
};
