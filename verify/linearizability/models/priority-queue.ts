import type { Model } from '../calls/model.ts';
import { type Integer, isInteger } from './integers.ts';

/** Integers of which the least comes out first; a dequeue of null found it empty (Herlihy, Shavit: `removeMin`). */
export const priorityQueue: Model<readonly Integer[]> = {
  name: 'priority-queue',
  operations: { enqueue: 'invoke: the integer', dequeue: 'ok: the least integer, null when empty' },
  initial: [],
  step(values, { f, input, output, returned }) {
    if (f === 'enqueue') {
      const at = values.findIndex((value) => value > (input as Integer));
      return values.toSpliced(at < 0 ? values.length : at, 0, input as Integer);
    }
    if (!returned) return values.slice(1);
    return (values[0] ?? null) === (output ?? null) ? values.slice(1) : undefined;
  },
  isRead: ({ f, output, returned }) => f === 'dequeue' && returned && (output === null || output === undefined),
  faultOf({ f, input, output, returned }) {
    if (f === 'enqueue') return isInteger(input) ? undefined : { of: 'input', expected: 'an integer' };
    const fits = !returned || output === null || output === undefined || isInteger(output);
    return fits ? undefined : { of: 'output', expected: 'an integer, or null' };
  },
  keyOf: (values) => values.join(','),
};
