/**
 * `verdict.json`: what the judge found. Version 2.
 *
 * `pass`: every invariant holds, every fault fired, the history is complete. `fail`: an invariant is broken, whatever
 * else is unknown. `inconclusive`: nothing is known to be broken, but something could not be judged. Exit codes 0, 1, 2.
 */
import * as z from 'zod';
import { linearizationSchema } from './linearization.ts';

const count = z.number().int().nonnegative();
const ms = z.number().nonnegative();

/** true: holds; false: broken, with a counterexample; unknown: could not be judged, with the reason in `error`. */
const validitySchema = z.union([z.boolean(), z.literal('unknown')]);
export type Validity = z.infer<typeof validitySchema>;

/** One broken promise: who (`id`: a saga, request, resource or message), what happened, and where in the history. */
const violationSchema = z.object({
  id: z.string(),
  what: z.string(),
  /** Indexes of the events of the history that show it, in order. */
  events: z.array(count).readonly(),
});
export type Violation = z.infer<typeof violationSchema>;

/** Why an invariant is broken: the first violation is the smallest one found. */
const counterexampleSchema = z.object({
  /** One sentence. */
  summary: z.string(),
  /** Every offending id, up to `maxOffenders`. */
  ids: z.array(z.string()),
  /** How many ids offend in truth. */
  total: count,
  violations: z.array(violationSchema),
});
export type Counterexample = z.infer<typeof counterexampleSchema>;

/** One invariant and how it fared. */
export const invariantSchema = z.object({
  name: z.string(),
  claim: z.string(),
  valid: validitySchema,
  counts: z.record(z.string(), z.number()),
  counterexample: counterexampleSchema.optional(),
  /** How far keys are linearizable that are broken or could not be judged: by linearizability, for the first few keys. */
  linearizations: z.array(linearizationSchema).optional(),
  /** Why it could not be judged. */
  error: z.string().optional(),
});
export type Invariant = z.infer<typeof invariantSchema>;

/** Milliseconds, by an HDR histogram with three significant digits. */
const percentilesSchema = z.object({ count, p50: ms, p95: ms, p99: ms, max: ms });
export type Percentiles = z.infer<typeof percentilesSchema>;

/** The same measure over everything, inside fault windows and outside them; null where nothing was measured. */
const windowedSchema = z.object({
  all: percentilesSchema.nullable(),
  inFaults: percentilesSchema.nullable(),
  outsideFaults: percentilesSchema.nullable(),
});
export type Windowed = z.infer<typeof windowedSchema>;

/** A fault window and what fired in it. Times are epoch milliseconds. */
const faultFactSchema = z.object({
  rule: z.string(),
  fault: z.string(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** Injections written by this rule. */
  fired: count,
  /** Distinct keys (sagas, messages) that it hit. */
  keys: count,
  /** From the end of the fault to steady state; null: not reached before the history ends; absent: not measured. */
  recoveredAfterMs: ms.nullable().optional(),
  /** From the begin of the fault to its first sign in answers, times or backlog; null: none; absent: not measured. */
  detectedAfterMs: ms.nullable().optional(),
  /** Why `recoveredAfterMs` is absent: the fault never ended, or there is nothing to compare with. */
  recoveryNotMeasured: z.string().optional(),
});
export type FaultFact = z.infer<typeof faultFactSchema>;

/** Measured, not judged. */
export const factsSchema = z.object({
  requests: z.object({
    attempts: count,
    /** Distinct idempotency keys. */
    keys: count,
    /** Keys with at least one accepting answer. */
    accepted: count,
    /** Attempts that were refused for certain. */
    refused: count,
    /** Attempts whose outcome the client never learnt. */
    unknown: count,
    /** Attempts after the first with the same key. */
    repeated: count,
  }),
  /** What was done for each key: the sagas, or, of a system without any, the requests of a key. */
  units: z.object({
    total: count,
    open: count,
    /** By final state, in the words of the system. */
    outcomes: z.record(z.string(), count),
    /** Of those that were refused, by reason. */
    reasons: z.record(z.string(), count),
    /** Whose outcome is another than the content of the request asked for. */
    unexpected: count,
  }),
  /** Answer times of requests, ms. */
  latencyMs: windowedSchema,
  /** From the beginning to the end of a unit, ms. */
  unitMs: windowedSchema,
  throughput: z.object({ seconds: z.number(), requestsPerSecond: z.number(), unitsPerSecond: z.number() }),
  /** Good: accepted within the objective's time. A request is good if one of its attempts was. Absent in older verdicts. */
  availability: z
    .object({
      /** The objective: this share of all attempts but the refused is accepted within `withinMs`. */
      target: z.number(),
      withinMs: ms.optional(),
      /** Accepted, but too late; never answered or with an error; refused, which does not count. */
      late: count.optional(),
      unanswered: count.optional(),
      refused: count.optional(),
      attempts: z.object({ good: count, total: count }),
      requests: z.object({ good: count, total: count }),
      /** Of the error budget that the target leaves over this run; 1 is all of it. */
      budgetBurnt: z.number(),
    })
    .optional(),
  /** How often happened what a run must show to have tested anything; 0: it could have been seen, and was not. */
  sometimes: z.record(z.string(), count).optional(),
  /** Sagas that were refused a resource which others held only until they were compensated; absent where there are none. */
  dirtyRefusals: count.optional(),
  /** From the first sign of a fault to steady state, over the run. Absent in older verdicts. */
  repair: z
    .object({
      faults: count,
      repaired: count,
      /** Faults that showed nowhere. */
      hidden: count,
      notMeasured: count,
      /** Mean time to repair; null when nothing was repaired. */
      meanMs: ms.nullable(),
      /** Mean time to detect, from the begin of a fault to its first sign; null when none showed. */
      meanDetectMs: ms.nullable().optional(),
    })
    .optional(),
});
export type Facts = z.infer<typeof factsSchema>;

/** `verdict.json`. */
export const verdictSchema = z.object({
  schema: z.literal(2),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** Why it is not a pass, one sentence each; empty on a pass. */
  reasons: z.array(z.string()),
  invariants: z.array(invariantSchema),
  faults: z.array(faultFactSchema),
  history: z.object({
    complete: z.boolean(),
    events: count,
    /** What is missing, one sentence each. */
    problems: z.array(z.string()),
  }),
  facts: factsSchema,
});
export type Verdict = z.infer<typeof verdictSchema>;
