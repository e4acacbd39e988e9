import type { Model } from '../calls/model.ts';
import { canonicalText } from '../calls/value-key.ts';
import { queue } from './queue.ts';

/** What is in it, as sorted JSON, and how many of these somebody took whose dequeue never returned. */
interface Bag {
  readonly values: readonly string[];
  readonly taken: number;
}

/**
 * A queue that keeps no order; a dequeue of null found it empty (Knossos' unordered-queue). A dequeue that never returned took
 * any value: which one is left open until somebody finds the queue empty. That is exact, because it may be as late as that.
 */
export const unorderedQueue: Model<Bag> = {
  name: 'unordered-queue',
  operations: queue.operations,
  initial: { values: [], taken: 0 },
  step({ values, taken }, { f, input, output, returned }) {
    if (f === 'enqueue') return { values: [...values, canonicalText(input)].sort(), taken };
    if (!returned) return { values, taken: taken + 1 };
    if (output === null || output === undefined) {
      return values.length <= taken ? { values: [], taken: taken - values.length } : undefined;
    }
    const at = values.indexOf(canonicalText(output));
    return at < 0 ? undefined : { values: values.toSpliced(at, 1), taken };
  },
  isRead: () => false,
  faultOf: (operation) => queue.faultOf?.(operation),
  keyOf: ({ values, taken }) => `${taken},${values.join(',')}`,
};
