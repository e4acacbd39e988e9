import { realTime } from '../../kernel/pause.ts';
import type { Injection } from '../../run/run-files.ts';
import { type Desk, quiet, SEEN_WITHIN_MS, sendOrder } from './desk.ts';
import { orderIdOf } from './order-id.ts';
import { isOfApi, type Point, pointsOf, traceId } from './point.ts';
import { orderOf, scenarios, unsent } from './scenarios.ts';
import { stops, sweeper } from './stops.ts';
import { invokeSweeper, leaveUnsent } from './unsent-command.ts';

const TRACED_FOR_MS = 240_000;
/** One a scenario, and one for the sweeper. */
export const ORDERS_TO_DISCOVER = scenarios.length + 1;
/** Logs come in batches: what is written shows up a little later. */
const LOGS_WITHIN_MS = 20_000;
const LOGS_EVERY_MS = 2_000;

/**
 * Sends one order of each scenario through the system while rules that do nothing (a delay of no time) note every AWS call.
 * @throws Error where an order left no trace
 */
export async function discoverPoints(desk: Desk): Promise<Point[]> {
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
  const commandless = orderOf(unsent, ORDERS_TO_DISCOVER, { seed, shop });
  const withdraw = await leaveUnsent(desk, commandless, `trace/${unsent.name}`);
  await invokeSweeper(desk);
  await withdraw();
  await quiet(desk);
  const traced = await settledTraces(desk, since);
  for (const stop of stops) await tools.control.withdraw({ id: traceId(stop), fault: 'call-delay' });
  const swept = traced.filter(({ rule }) => rule === traceId(sweeper));
  const ofOrders = orders.flatMap(({ scenario, order: { idempotencyKey } }) => {
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
  return [...ofOrders, ...pointsOf(unsent.name, swept)];
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
