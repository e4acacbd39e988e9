import type { Model } from '../calls/model.ts';
import { type Integer, isInteger, sumOf } from './integers.ts';

/** So many permits, all free at first. Who releases them is not looked at, nor may more be released than are held. */
export function semaphoreOf(permits: number): Model<Integer> {
  return {
    name: `semaphore:${permits}`,
    operations: { acquire: 'invoke: how many permits, 1 where nothing is said', release: 'the same' },
    initial: 0,
    inputOf: ({ value }) => value ?? 1,
    step(held, { f, input }) {
      const after = sumOf(held, f === 'acquire' ? (input as Integer) : -(input as Integer));
      return after >= 0 && after <= permits ? after : undefined;
    },
    isRead: () => false,
    faultOf({ input }) {
      const fits = isInteger(input) && input > 0;
      return fits ? undefined : { of: 'input', expected: 'how many permits, an integer from 1' };
    },
    keyOf: (held) => held,
  };
}
