import * as z from 'zod';

const count = z.number().int().nonnegative();

/** An event of the history: its index, and its time in nanoseconds since the history's origin. */
const momentSchema = z.object({ index: count, time: z.number().nonnegative() });

/** A call of the partition: one bar of the picture, in the row of its process. */
const drawnCallSchema = z.object({
  process: z.union([z.string(), z.number()]),
  f: z.string(),
  /** Value of the invocation, as in the history; absent when it had none. */
  input: z.unknown().optional(),
  /** Value of the `ok`, as in the history; absent when it had none or never came. */
  output: z.unknown().optional(),
  invoke: momentSchema,
  /** null: it never returned, the bar is open to the right. */
  return: momentSchema.nullable(),
});
export type DrawnCall = z.infer<typeof drawnCallSchema>;

/**
 * How far one partition (one key) of a history is linearizable, to be drawn as Porcupine draws it: bars by process over
 * time, one line through those of the longest linearizable prefix in the order in which they took effect, and the call
 * that cannot be placed. Events of the whole history, so that faults can be drawn behind it.
 */
export const linearizationSchema = z.object({
  /** The violation's `id`: the key, or `history` where there are no keys. */
  id: z.string(),
  /** What it was judged against, such as `register`. */
  model: z.string(),
  /**
   * false: nothing explains the culprit. unknown: the budget ended before it was placed; nothing is accused. true: every
   * call has its place, and there is no culprit.
   */
  valid: z.union([z.boolean(), z.literal('unknown')]),
  /** The calls to draw, in the order of their invocations: the culprit, what was open with it, and the last before. */
  operations: z.array(drawnCallSchema),
  /** Calls of the partition that were invoked before the culprit returned and are left out of `operations`. */
  omitted: count,
  /**
   * An order that explains the longest linearizable prefix: positions in `operations`, each with the state after it as
   * text (JSON). Calls that are left out of `operations` are left out here too. Empty when no order was found in the
   * budget, though the prefix is known to be linearizable.
   */
  order: z.array(z.object({ operation: count, state: z.string() })),
  /** Position in `operations` of the first call, by return, that cannot be placed. */
  culprit: count.optional(),
  /** States, as text, that the prefix may end in before the culprit: a few of them. */
  states: z.array(z.string()),
  /** How many returns the longest linearizable prefix has, of how many in the partition. */
  prefix: z.object({ returns: count, of: count }),
});
export type Linearization = z.infer<typeof linearizationSchema>;
