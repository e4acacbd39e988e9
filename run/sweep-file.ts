import * as z from 'zod';

/** What a crash-point sweep found and did, in the folder of its run. */
export const sweepFile = 'sweep.json';

const count = z.number().int().nonnegative();

const pointSchema = z.strictObject({
  /** `confirmed.payments.charge-do.2`, unique in a sweep. */
  name: z.string(),
  /** The course that the operation took. */
  scenario: z.string(),
  function: z.string(),
  step: z.string(),
  /** Which AWS call of its invocation, from 1. */
  call: z.number().int().positive(),
  /** `dynamodb:PutItem`. */
  operation: z.string(),
  /** Tables and queues that it touches. */
  resources: z.array(z.string()).readonly(),
});
export type CrashPoint = z.output<typeof pointSchema>;

const trialSchema = z.strictObject({
  /** Id of its rule, as the ledger names it. */
  rule: z.string(),
  point: z.string(),
  /** The way to be hurt: `before-kill`. */
  variant: z.string(),
  round: z.number().int().positive(),
  /** The id of the unit that was hurt, and the key of the operation that it came of. */
  unit: z.string(),
  key: z.string(),
  /** How it should end, in the words of the system; absent where it has none. */
  expected: z.string().optional(),
});
export type Trial = z.output<typeof trialSchema>;

const resultSchema = z.enum(['survived', 'violated', 'never-fired']);
/** What became of a unit that was to be hurt, or of a point in one way. */
export type Result = z.output<typeof resultSchema>;

const outcomeSchema = trialSchema.extend({
  result: resultSchema,
  /** What is wrong with it, one sentence each. */
  problems: z.array(z.string()).readonly(),
});
export type Outcome = z.output<typeof outcomeSchema>;

const coverageSchema = z.strictObject({
  points: count,
  /** Points in each way: what had to be done. */
  cells: count,
  fired: count,
  survived: count,
  violated: count,
  neverFired: count,
});
/** How much of a sweep was done. */
export type Coverage = z.output<typeof coverageSchema>;

/** `sweep.json`: every point that was found, every unit that was hurt at one, and, once it was judged, what became of it. */
export const sweepSchema = z.object({
  schema: z.literal(1),
  seed: z.number(),
  points: z.array(pointSchema).readonly(),
  trials: z.array(trialSchema).readonly(),
  outcomes: z.array(outcomeSchema).readonly().optional(),
  coverage: coverageSchema.optional(),
});
export type Sweep = z.output<typeof sweepSchema>;

/** Every way in which this sweep hurts, those before a call first. */
export function waysOf({ trials }: Pick<Sweep, 'trials'>): string[] {
  const late = (way: string) => (way.startsWith('before-') ? 0 : 1);
  return [...new Set(trials.map(({ variant }) => variant))].sort(
    (one, other) => late(one) - late(other) || (one < other ? -1 : 1),
  );
}

/** What is known of a point in a way; of several units the worst counts, and one whose fault fired more than one whose did not. */
export function cellsOf(outcomes: readonly Outcome[]): (point: string, way: string) => Result {
  const cells = new Map<string, Result>();
  const weight = { 'never-fired': 0, survived: 1, violated: 2 };
  for (const { point, variant, result } of outcomes) {
    const cell = `${point} ${variant}`;
    const known = cells.get(cell);
    if (known === undefined || weight[result] > weight[known]) cells.set(cell, result);
  }
  return (point, way) => cells.get(`${point} ${way}`) ?? 'never-fired';
}
