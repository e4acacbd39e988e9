import { realTime } from '../../kernel/pause.ts';
import type { Trial } from '../../run/sweep-file.ts';
import { type Desk, SEEN_WITHIN_MS, sendOrder } from './desk.ts';
import { type FiredFaults, followFiredFaults } from './fired-faults.ts';
import { orderIdOf } from './order-id.ts';
import { again, type PlannedTrial } from './plan.ts';
import { isOfApi } from './point.ts';
import { orderOf, scenarios } from './scenarios.ts';
import { requestOf } from './variant.ts';

/** A rule that nobody withdraws ends by itself. */
const RULE_FOR_MS = 90_000;
/** How long an order may take to come by its point. */
const FIRES_WITHIN_MS = 20_000;
/** A neighbour in the batch may die first, and its redelivery is no first delivery any more. */
const MOST_ROUNDS = 3;

export interface TrialOptions {
  readonly plan: readonly PlannedTrial[];
  /** How many orders wait for their faults at a time. */
  readonly atOnce: number;
  /** The number of the last order before these. */
  readonly after: number;
  /** Gets each trial when its order is about to be placed. */
  readonly began: (trial: Trial) => void;
}

/** What the trials of a sweep share. */
interface Bench extends Desk {
  readonly fired: FiredFaults;
  /** Ends every trial. */
  readonly signal: AbortSignal;
  /** Chaos functions are asked one after another: many at once would each start an environment of their own. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly began: TrialOptions['began'];
}

/**
 * Hurts one order a trial. So many at a time wait for their faults; those that were hit recover while others take their turn.
 * Where a fault did not fire, another order is tried.
 */
export async function runTrials(desk: Desk, { plan, atOnce, after, began }: TrialOptions): Promise<void> {
  const fired = followFiredFaults(desk);
  const failed = new AbortController();
  const signal = AbortSignal.any([desk.ending, failed.signal]);
  const bench: Bench = { ...desk, fired, signal, inTurn: queueOfOne(), began };
  let number = after;
  let open = plan;
  try {
    for (let round = 1; open.length > 0 && round <= MOST_ROUNDS; round++) {
      const queue = [...open];
      const work = async () => {
        for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
          signal.throwIfAborted();
          number += 1;
          await runTrial(bench, trial, number);
          const hit = open.filter(({ rule }) => fired.has(rule)).length;
          desk.report(`round ${round}: ${hit} of ${open.length} faults have fired, ${queue.length} orders to go`);
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

async function runTrial(bench: Bench, { rule, point, variant, round }: PlannedTrial, number: number): Promise<void> {
  const { seed, shop, tools, signal, fired, inTurn, began } = bench;
  const scenario = scenarios.find(({ name }) => name === point.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario "${point.scenario}".`);
  const order = orderOf(scenario, number, { seed, shop });
  const { idempotencyKey, expected } = order;
  const orderId = orderIdOf(idempotencyKey);
  const key = isOfApi(point) ? idempotencyKey : orderId;
  const withdraw = () => inTurn(() => tools.control.withdraw({ id: rule, fault: variant.fault }));
  began({ rule, point: point.name, variant: variant.name, round, orderId, idempotencyKey, expected });

  if (scenario.again) await sendOrder(bench, order, `${rule}/before`);
  await inTurn(() => {
    signal.throwIfAborted();
    return tools.control.inject(requestOf(rule, point, variant, { key, seed, durationMs: RULE_FOR_MS }));
  });
  await realTime.pause(SEEN_WITHIN_MS, signal);
  await sendOrder(bench, order, rule, async () => {
    // A repeated request may meet a new environment, which would take it for the first.
    await withdraw();
    await realTime.pause(SEEN_WITHIN_MS, signal);
  });
  await fired.within(rule, FIRES_WITHIN_MS, signal);
  // Each function reads all rules that lie in the table.
  await withdraw();
}

/** One piece of work at a time, in the order of asking. */
function queueOfOne(): Bench['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
