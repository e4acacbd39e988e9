import { realTime } from '../pause.ts';
import { type Desk, sendOrder } from './desk.ts';
import { SEEN_WITHIN_MS } from './discover.ts';
import { orderIdOf } from './order-id.ts';
import { again, type PlannedTrial } from './plan.ts';
import { isOfApi } from './point.ts';
import { orderOf, type Scenario } from './scenarios.ts';
import type { Trial } from './sweep-file.ts';
import { requestOf } from './variant.ts';

/** How long a rule waits for its order to come by: few lie in the table at a time, for every function reads them all. */
const RULE_FOR_MS = 25_000;
const LOGS_EVERY_MS = 3_000;
/** A neighbour in the batch may die first, and its redelivery is no first delivery any more. */
const MOST_ROUNDS = 3;

export interface TrialOptions {
  readonly plan: readonly PlannedTrial[];
  readonly scenarios: readonly Scenario[];
  /** Orders a second. */
  readonly rate: number;
  /** The number of the last order before these. */
  readonly after: number;
  /** Gets each trial when its order is about to be placed. */
  readonly began: (trial: Trial) => void;
}

/** Hurts one order a trial, side by side at a steady rate; where a fault did not fire, another order takes its turn. */
export async function runTrials(desk: Desk, { plan, scenarios, rate, after, began }: TrialOptions): Promise<void> {
  const { ending, readInjections, report } = desk;
  const since = realTime.now();
  let number = after;
  let open = plan;
  const fired = new Set<string>();
  const look = async () => {
    for (const { rule } of await readInjections(since)) fired.add(rule);
  };
  for (let round = 1; open.length > 0 && round <= MOST_ROUNDS; round++) {
    const begunAt = realTime.now();
    const failed = new AbortController();
    const running = open.map(async (trial, index) => {
      number += 1;
      const own = number;
      await realTime.pause(
        Math.max(0, begunAt + (index * 1_000) / rate - realTime.now()),
        AbortSignal.any([ending, failed.signal]),
      );
      await runTrial(desk, trial, own, scenarios, began);
    });
    const all = Promise.all(running).catch((error: unknown) => failed.abort(error));
    const lastRuleEnds = begunAt + (open.length * 1_000) / rate + SEEN_WITHIN_MS + RULE_FOR_MS;
    const missing = () => open.filter(({ rule }) => !fired.has(rule));
    try {
      while (missing().length > 0 && realTime.now() < lastRuleEnds) {
        await realTime.pause(LOGS_EVERY_MS, AbortSignal.any([ending, failed.signal]));
        await look();
        report(`round ${round}: ${open.length - missing().length} of ${open.length} faults have fired`);
      }
    } catch (error) {
      failed.abort(error);
    }
    // Nobody may put a rule in place any more when the method is over.
    await all;
    failed.signal.throwIfAborted();
    open = missing().map(again);
  }
}

async function runTrial(
  desk: Desk,
  { rule, point, variant, round }: PlannedTrial,
  number: number,
  scenarios: readonly Scenario[],
  began: TrialOptions['began'],
): Promise<void> {
  const { seed, shop, tools, ending } = desk;
  const scenario = scenarios.find(({ name }) => name === point.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario "${point.scenario}".`);
  const order = orderOf(scenario, number, { seed, shop });
  const { idempotencyKey, expected } = order;
  const orderId = orderIdOf(idempotencyKey);
  const names = { rule, point: point.name, variant: variant.name, round };
  began({ ...names, orderId, idempotencyKey, expected });
  if (scenario.again) await sendOrder(desk, order, `${rule}/before`);
  const key = isOfApi(point) ? idempotencyKey : orderId;
  ending.throwIfAborted();
  await tools.control.inject(requestOf(rule, point, variant, { key, seed, durationMs: RULE_FOR_MS }));
  await realTime.pause(SEEN_WITHIN_MS, ending);
  await sendOrder(desk, order, rule, async () => {
    // A repeated request may meet a new environment, which would take it for the first.
    await tools.control.withdraw({ id: rule, fault: variant.fault });
    await realTime.pause(SEEN_WITHIN_MS, ending);
  });
}
