/**
 * A run on disk, `runs/<experiment>/<stamp>/`: which files it has and what a line of each holds.
 *
 * Times are epoch milliseconds. Schemas are loose: a writer may add fields, and a reader keeps them, so that an old
 * run stays readable. What a run says about AWS tables is stored raw (`tables/*.jsonl`), so that a run can be judged
 * again on a machine that has no cloud.
 */
import * as z from 'zod';

/** The files of a run, relative to its folder. */
export const runFiles = {
  manifest: 'manifest.json',
  client: 'client.jsonl',
  journal: 'journal.jsonl',
  ledger: 'ledger.jsonl',
  refusals: 'refusals.jsonl',
  metrics: 'metrics.jsonl',
  collection: 'collection.json',
  audit: 'audit.json',
  queues: 'queues.jsonl',
  deadLetters: 'dead-letters.jsonl',
  outputs: 'outputs.jsonl',
  calm: 'calm.jsonl',
  functionErrors: 'function-errors.jsonl',
  messages: 'messages.jsonl',
  versions: 'versions.jsonl',
  tables: 'tables',
  history: 'history.jsonl',
  verdict: 'verdict.json',
  report: 'report.html',
} as const;

const epochMs = z.number().int().nonnegative();
const count = z.number().int().nonnegative();

/** What was asked of a system and what came of it. Rates are operations a second. */
const loadFactsSchema = z.looseObject({
  /** What the experiment asks for at most. */
  asked: z.number().positive(),
  /** What the system was found to take before the load; absent where nobody measured it. */
  takes: z.number().positive().optional(),
  /** How much of that may be offered. */
  share: z.number().positive(),
  offered: z.number().positive(),
  /** What it took of the load. */
  taken: z.number().nonnegative(),
  /** Operations that were never answered: their users gave up. */
  unanswered: count,
  /** Whether the system did not keep up with what was offered. */
  overloaded: z.boolean(),
});
export type LoadFacts = z.infer<typeof loadFactsSchema>;

/** `manifest.json`: what was run, on what, when. */
export const manifestSchema = z.looseObject({
  schema: z.literal(2),
  /** Which system was under test, and what its keys stand for. */
  system: z.looseObject({ name: z.string(), unit: z.looseObject({ one: z.string(), many: z.string() }) }),
  experiment: z.looseObject({ title: z.string().optional(), name: z.string().optional() }),
  claim: z.string(),
  seed: z.union([z.number(), z.string()]),
  sabotage: z.string().optional(),
  operations: count,
  /** Absent where there was no load, and in runs that are older than their measurement. */
  load: loadFactsSchema.optional(),
  engine: z.looseObject({ kind: z.string(), endpoint: z.string().optional(), version: z.string().optional() }),
  versions: z.record(z.string(), z.string()),
  command: z.string(),
  startedAt: epochMs,
  endedAt: epochMs.optional(),
  phases: z.array(z.looseObject({ name: z.string(), startedAt: epochMs, endedAt: epochMs.optional() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A line of `client.jsonl`: one attempt of one operation. */
export const clientAttemptSchema = z.looseObject({
  at: epochMs,
  endedAt: epochMs,
  /** One user: a sequence of attempts, never two at a time. */
  process: z.union([z.string(), z.number()]),
  /** The number of the operation in its run, from 1. */
  request: count,
  attempt: count,
  /** The stable key of the operation. */
  key: z.string(),
  /** Of what was asked, so that the same request is known again. */
  digest: z.string(),
  /** What the content of the operation asks for, in the words of the system. */
  expected: z.string().optional(),
  /** `ok`: it happened; `fail`: it surely did not; `info`: it may have. */
  outcome: z.enum(['ok', 'fail', 'info']),
  /** Of an HTTP answer; null: none came. */
  status: z.number().int().nullish(),
  error: z.string().nullish(),
  /** What was asked, as far as the judge wants to know. */
  asked: z.record(z.string(), z.unknown()).optional(),
  /** What was answered: of an accepted order `{ saga }`, its id. */
  answer: z.record(z.string(), z.unknown()).optional(),
});
export type ClientAttempt = z.infer<typeof clientAttemptSchema>;

/**
 * A line of `journal.jsonl`, written as it happens: a step of the runner begins (`started`, its input in `detail`) or has
 * ended (its output in `detail`; `error` if it has none). A step ends `completed`; `deviated` if its answer is not what was
 * hoped for and the run goes on; `failed`; `aborted` by a stop condition, `./lab abort` or the failure of another step; or
 * `interrupted` by a signal, or by the death of the runner, which its guard then writes down.
 *
 * Steps named `fault:<rule id>` open and close a fault window, with the rule in `detail`; `inject:` and `withdraw:` are the
 * requests around it, `probe:` a probe of the method. The step `experiment` is the whole run.
 */
export const journalStepSchema = z.looseObject({
  at: epochMs,
  step: z.string(),
  status: z.enum(['started', 'completed', 'deviated', 'failed', 'aborted', 'interrupted']),
  detail: z.looseObject({ rule: z.unknown().optional() }).nullish(),
});
export type JournalStep = z.infer<typeof journalStepSchema>;

/** A line of `ledger.jsonl`: one fault that fired. */
export const injectionSchema = z.looseObject({
  faultline: z.literal('injection'),
  at: epochMs,
  rule: z.string(),
  fault: z.string(),
  key: z.string().nullish(),
  function: z.string().optional(),
  place: z.string().optional(),
  operation: z.string().nullish(),
  attempt: z.number().nullish(),
  environment: z.string().nullish(),
  requestId: z.string().nullish(),
});
export type Injection = z.infer<typeof injectionSchema>;

/** A line of `refusals.jsonl`: one fault that was due and did not act, and why. */
export const refusalSchema = injectionSchema.extend({ faultline: z.literal('refusal'), refused: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

/** How many messages a queue holds, as SQS says (approximate while anything moves). */
const queueDepthSchema = z.looseObject({ visible: count, inFlight: count, delayed: count });
export type QueueDepth = z.infer<typeof queueDepthSchema>;

/** A line of `metrics.jsonl`: the depth of every queue, DLQs included, by name. */
export const metricsSampleSchema = z.looseObject({
  at: epochMs,
  queues: z.record(z.string(), queueDepthSchema),
  /** Execution environments alive, by function; absent where the engine cannot list them. */
  environments: z.record(z.string(), count).optional(),
});
export type MetricsSample = z.infer<typeof metricsSampleSchema>;

/** A line of `queues.jsonl`: a queue after the system went quiet. */
export const queueAfterSchema = queueDepthSchema.extend({
  name: z.string(),
  at: epochMs,
  deadLetter: z.boolean(),
  visibilityMs: z.number().nonnegative().optional(),
  /** Absent where the queue has no dead-letter queue. */
  maxReceiveCount: z.number().int().positive().optional(),
});
export type QueueAfter = z.infer<typeof queueAfterSchema>;

/** A line of `dead-letters.jsonl`: a message found in a DLQ, read without deleting it. */
export const deadLetterSchema = z.looseObject({
  queue: z.string(),
  messageId: z.string(),
  body: z.string(),
  sentAt: epochMs.optional(),
  receives: count.optional(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** A line of `calm.jsonl`: what lay somewhere at the end of a run of the same input that nobody disturbed. */
export const calmItemSchema = z.object({
  /** Which calm run. */
  run: z.string(),
  /** When it began. */
  began: epochMs,
  /** Such as `table orders`. */
  place: z.string(),
  item: z.unknown(),
});
export type CalmItem = z.infer<typeof calmItemSchema>;

/** A line of `function-errors.jsonl`: an invocation that did not end well, as its REPORT line says. */
export const functionErrorSchema = z.looseObject({
  at: epochMs,
  function: z.string(),
  requestId: z.string(),
  /** `error` or `timeout`. */
  status: z.string(),
  errorType: z.string().optional(),
});
export type FunctionError = z.infer<typeof functionErrorSchema>;

/**
 * A line of `messages.jsonl`: what a queue did with a message, as the queue itself saw it. Only the lab's LocalStack tells;
 * elsewhere the file is missing. A receipt belongs to one receive.
 */
export const messageEventSchema = z.looseObject({
  /** Epoch milliseconds, with a fraction: a microsecond may decide who was first. */
  at: z.number().nonnegative(),
  event: z.enum(['send', 'receive', 'extend', 'give-back', 'delete', 'dead-letter']),
  queue: z.string(),
  message: z.string(),
  /** Of a send: the short strings of its body. */
  labels: z.record(z.string(), z.string()).optional(),
  group: z.string().optional(),
  receipt: z.string().optional(),
  batch: z.string().optional(),
  count: z.number().int().positive().optional(),
  visibilityMs: z.number().nonnegative().optional(),
  /** Of a dead letter: the queue that gave it up. */
  source: z.string().optional(),
});
export type MessageEvent = z.infer<typeof messageEventSchema>;

/**
 * A line of `versions.jsonl`: one write of a record, as the stream of its table tells; the writes of one record are in
 * their order. Runs that are older than the streams have no such file.
 */
export const recordVersionSchema = z.looseObject({
  /** Its table, without the prefix of the system. */
  table: z.string(),
  /** Epoch milliseconds, rounded down by AWS to the second, elsewhere to the minute at most. */
  at: epochMs,
  change: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  /** Which record. */
  key: z.string(),
  /** All of it, as it was from then on; absent where it was removed. */
  item: z.record(z.string(), z.unknown()).optional(),
});
export type RecordVersion = z.infer<typeof recordVersionSchema>;

/** `collection.json`: how the reading after quiet went. Anything in `problems` makes the history incomplete. */
export const collectionSchema = z.looseObject({
  schema: z.literal(1),
  startedAt: epochMs,
  endedAt: epochMs,
  /** What could not be read or was cut short, one sentence each. */
  problems: z.array(z.string()),
  counts: z.record(z.string(), count),
});
export type Collection = z.infer<typeof collectionSchema>;

const settings = z.record(z.string(), z.string());

/** `audit.json`: that faults came and went, and that nothing of them remains. Times are epoch milliseconds. */
export const auditSchema = z.looseObject({
  schema: z.literal(1),
  /** Each fault that was injected, in the order of the requests. */
  faults: z.array(
    z.looseObject({
      rule: z.string(),
      fault: z.string(),
      requestedAt: epochMs,
      startsAt: epochMs,
      expiresAt: epochMs,
      /** From the request until the fault was seen to be in place: rule in the table, setting changed, listed by LocalStack. */
      timeToEffectMs: z.number(),
      withdrawnAt: epochMs.optional(),
      /** From the request to end it until it was seen to be gone; absent where nobody ended it. */
      timeToRevertMs: z.number().optional(),
    }),
  ),
  /** Every setting that a fault can change, and every active fault, before the method and at the end. */
  settings: z.object({ before: settings, after: settings }),
  /** What differs, one sentence each; empty as it should be. */
  residue: z.array(z.string()),
});
export type Audit = z.infer<typeof auditSchema>;
