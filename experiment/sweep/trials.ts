import { realTime } from '../../kernel/pause.ts';
import type { Trial } from '../../run/sweep-file.ts';
import type { Stop } from '../../system/sweepable.ts';
import { type FiredFaults, followFiredFaults } from './follow-fired-faults.ts';
import { again, type PlannedTrial } from './plan.ts';
import { SEEN_WITHIN_MS, type SweepContext, sendOperation } from './sweep-context.ts';
import { requestOf } from './variant.ts';

/** A rule that nobody withdraws ends by itself. */
const RULE_FOR_MS = 90_000;
/** How long a unit may take to come by its point. */
const FIRES_WITHIN_MS = 20_000;
/** A neighbour in the batch may die first, and its redelivery is no first delivery any more. */
const MOST_ROUNDS = 3;

export interface TrialOptions {
  readonly plan: readonly PlannedTrial[];
  /** How many operations wait for their faults at a time. */
  readonly atOnce: number;
  /** The number of the last operation before these. */
  readonly after: number;
  /** Gets each trial when its operation is about to be sent. */
  readonly began: (trial: Trial) => void;
}

/** What the trials of a sweep share. */
interface Shared extends SweepContext {
  readonly fired: FiredFaults;
  /** Ends every trial. */
  readonly signal: AbortSignal;
  /** Chaos functions are asked one after another: many at once would each start an environment of their own. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly began: TrialOptions['began'];
}

/**
 * Hurts one unit a trial. So many at a time wait for their faults; those that were hit recover while others take their turn.
 * Where a fault did not fire, another is tried.
 */
export async function runTrials(context: SweepContext, { plan, atOnce, after, began }: TrialOptions): Promise<void> {
  const fired = followFiredFaults(context);
  const failed = new AbortController();
  const signal = AbortSignal.any([context.ending, failed.signal]);
  const shared: Shared = { ...context, fired, signal, inTurn: queueOfOne(), began };
  let number = after;
  let open = plan;
  try {
    for (let round = 1; open.length > 0 && round <= MOST_ROUNDS; round++) {
      const queue = [...open];
      const work = async () => {
        for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
          signal.throwIfAborted();
          number += 1;
          await runTrial(shared, trial, number);
          const hit = open.filter(({ rule }) => fired.has(rule)).length;
          context.options.report(`round ${round}: ${hit} of ${open.length} faults have fired, ${queue.length} to go`);
        }
      };
      // Nobody may put a rule in place any more when this is over: each is waited for.
      await Promise.all(Array.from({ length: atOnce }, () => work().catch((error: unknown) => failed.abort(error))));
      signal.throwIfAborted();
      open = open.filter(({ rule }) => !fired.has(rule)).map(again);
    }
  } finally {
    await fired.stop();
  }
}

async function runTrial(shared: Shared, { rule, point, variant, round }: PlannedTrial, number: number): Promise<void> {
  const { seed, keyPrefix, tools, sweepable, signal, fired, inTurn, began } = shared;
  const scenario = sweepable.scenarios.find(({ name }) => name === point.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario "${point.scenario}".`);
  const operation = sweepable.operation(scenario, number, { seed, keyPrefix });
  const { key } = operation;
  const unit = sweepable.unitOf(key);
  const stop = stopOf(point, sweepable.stops);
  const withdraw = () => inTurn(() => tools.control.withdraw({ id: rule, fault: variant.fault }));
  began({ rule, point: point.name, variant: variant.name, round, unit, key, expected: scenario.expected });

  if (scenario.again) await sendOperation(shared, operation, `${rule}/before`);
  await inTurn(() => {
    signal.throwIfAborted();
    const keys = stop?.keyedBy === 'operation' ? key : unit;
    const whom = { key: keys, seed, durationMs: RULE_FOR_MS, message: stop?.message };
    return tools.control.inject(requestOf(rule, point, variant, whom));
  });
  await realTime.pause(SEEN_WITHIN_MS, signal);
  await sendOperation(shared, operation, rule, async () => {
    // A repeated request may meet a new environment, which would take it for the first.
    await withdraw();
    await realTime.pause(SEEN_WITHIN_MS, signal);
  });
  await fired.within(rule, FIRES_WITHIN_MS, signal);
  // Each function reads all rules that lie in the table.
  await withdraw();
}

function stopOf(point: PlannedTrial['point'], stops: readonly Stop[]): Stop | undefined {
  return stops.find(({ function: name, step }) => name === point.function && step === point.step);
}

/** One piece of work at a time, in the order of asking. */
function queueOfOne(): Shared['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
