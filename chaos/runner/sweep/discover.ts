import type { Injection } from '../../../observe/run-files.ts';
import { messagesIn } from '../observed.ts';
import { realTime } from '../pause.ts';
import { waitForQuiet } from '../quiet.ts';
import { type Desk, sendOrder } from './desk.ts';
import { orderIdOf } from './order-id.ts';
import { isOfApi, type Point, pointsOf, traceId } from './point.ts';
import { orderOf, type Scenario } from './scenarios.ts';
import { stops } from './stops.ts';

/** Functions see a new rule at most so late. */
export const SEEN_WITHIN_MS = 2_000;
const TRACED_FOR_MS = 180_000;
const QUIET_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;
const QUIET_LOOKS = 2;
/** Logs come in batches: what is written shows up a little later. */
const LOGS_WITHIN_MS = 20_000;
const LOGS_EVERY_MS = 2_000;

/**
 * Sends one order of each scenario through the system while rules that do nothing (a delay of no time) note every AWS call.
 * @throws Error where an order left no trace
 */
export async function discoverPoints(desk: Desk, scenarios: readonly Scenario[]): Promise<Point[]> {
  const { seed, shop, tools, ending, report } = desk;
  const since = realTime.now();
  const orders = scenarios.map((scenario, index) => ({
    scenario,
    order: orderOf(scenario, index + 1, { seed, shop }),
  }));
  const course = async (to: readonly (typeof orders)[number][]) => {
    // One after another: two orders of one product may conflict, and a call that is repeated counts as two.
    for (const { scenario, order } of to) {
      report(`tracing an order that is ${scenario.name}`);
      await sendOrder(desk, order, `trace/${scenario.name}`);
      await quiet(desk);
    }
  };
  await course(orders.filter(({ scenario }) => scenario.again));
  for (const stop of stops) {
    const { function: name, message } = stop;
    const target = { function: name, ...(message !== undefined && { message }) };
    const request = { fault: 'call-delay', target, parameters: { delayMs: 0 }, percentage: 100, first: 1_000 };
    await tools.control.inject({ id: traceId(stop), ...request, seed, durationMs: TRACED_FOR_MS });
  }
  await realTime.pause(SEEN_WITHIN_MS, ending);
  await course(orders);
  const traced = await settledTraces(desk, since);
  await Promise.all(stops.map((stop) => tools.control.withdraw({ id: traceId(stop), fault: 'call-delay' })));
  return orders.flatMap(({ scenario, order: { idempotencyKey } }) => {
    const keys = [idempotencyKey, orderIdOf(idempotencyKey)];
    const own = pointsOf(
      scenario.name,
      traced.filter(({ key }) => keys.includes(key ?? '')),
    );
    const points = scenario.again ? own.filter(isOfApi) : own;
    if (points.length === 0)
      throw new Error(`The order that is ${scenario.name} left no trace: no AWS call of it was noted.`);
    return points;
  });
}

/** What the trace rules wrote, once nothing is added any more. */
async function settledTraces({ readInjections, ending }: Desk, since: number): Promise<readonly Injection[]> {
  const deadline = realTime.now() + LOGS_WITHIN_MS;
  let known = -1;
  for (;;) {
    await realTime.pause(LOGS_EVERY_MS, ending);
    const traced = await readInjections(since);
    if ((traced.length > 0 && traced.length === known) || realTime.now() >= deadline) return traced;
    known = traced.length;
  }
}

async function quiet({ tools: { observer, system }, ending }: Desk): Promise<void> {
  const { reached, last } = await waitForQuiet({
    look: async () => {
      const [depths, openSagas] = await Promise.all([observer.depths(), observer.openSagas()]);
      return { messages: messagesIn(depths, system.queues), openSagas };
    },
    time: realTime,
    withinMs: QUIET_WITHIN_MS,
    everyMs: LOOK_EVERY_MS,
    looks: QUIET_LOOKS,
    report: () => undefined,
    signal: ending,
  });
  if (!reached) {
    throw new Error(`An order without any fault did not end: ${last.messages} messages, ${last.openSagas} open sagas.`);
  }
}
