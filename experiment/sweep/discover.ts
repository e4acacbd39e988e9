import { realTime } from '../../kernel/pause.ts';
import type { Injection } from '../../run/run-files.ts';
import type { Sweepable } from '../../system/sweepable.ts';
import { invokeBackground, leaveUndone } from './leave-undone.ts';
import { type Point, pointsOf, traceId } from './point.ts';
import { quiet, SEEN_WITHIN_MS, type SweepContext, sendOperation } from './sweep-context.ts';

const TRACED_FOR_MS = 240_000;
/** Logs come in batches: what is written shows up a little later. */
const LOGS_WITHIN_MS = 20_000;
const LOGS_EVERY_MS = 2_000;

/** How many operations it takes: one a scenario, and one for the background function. */
export function operationsToDiscover({ scenarios, background }: Sweepable): number {
  return scenarios.length + (background === undefined ? 0 : 1);
}

/**
 * Sends one operation of each scenario through the system while rules that do nothing (a delay of no time) note every AWS call.
 * @throws Error where an operation left no trace
 */
export async function discoverPoints(context: SweepContext): Promise<Point[]> {
  const { seed, keyPrefix, tools, ending, options, sweepable } = context;
  const { stops, scenarios, background } = sweepable;
  const since = realTime.now();
  const operations = scenarios.map((scenario, index) => ({
    scenario,
    operation: sweepable.operation(scenario, index + 1, { seed, keyPrefix }),
  }));
  const course = async (to: readonly (typeof operations)[number][]) => {
    // One after another: two at a time may conflict, and a call that is repeated counts as two.
    for (const { scenario, operation } of to) {
      options.report(`tracing ${options.system.unit.one} of the kind ${scenario.name}`);
      await sendOperation(context, operation, `trace/${scenario.name}`);
      await quiet(context);
    }
  };
  await course(operations.filter(({ scenario }) => scenario.again));
  for (const stop of stops) {
    const { function: name, message } = stop;
    const target = { function: name, ...(message !== undefined && { message }) };
    const request = { fault: 'call-delay', target, parameters: { delayMs: 0 }, percentage: 100, first: 1_000 };
    await tools.control.inject({ id: traceId(stop), ...request, seed, durationMs: TRACED_FOR_MS });
  }
  await realTime.pause(SEEN_WITHIN_MS, ending);
  await course(operations);
  if (background !== undefined) {
    const number = operationsToDiscover(sweepable);
    const left = sweepable.operation(background.scenario, number, { seed, keyPrefix });
    const withdraw = await leaveUndone(context, background, left, `trace/${background.scenario.name}`);
    await invokeBackground(context, background);
    await withdraw();
    await quiet(context);
  }
  const traced = await settledTraces(context, since);
  for (const stop of stops) await tools.control.withdraw({ id: traceId(stop), fault: 'call-delay' });
  const ofOperations = operations.flatMap(({ scenario, operation: { key } }) => {
    const keys = [key, sweepable.unitOf(key)];
    const own = traced.filter((line) => keys.includes(line.key ?? ''));
    // What is left of a course when somebody looks only at the second request for it.
    const seen = scenario.again ? stops.filter(({ keyedBy }) => keyedBy === 'operation') : stops;
    const points = pointsOf(context, scenario.name, seen, own);
    if (points.length === 0) throw new Error(`The kind ${scenario.name} left no trace: no AWS call of it was noted.`);
    return points;
  });
  if (background === undefined) return ofOperations;
  const swept = traced.filter(({ rule }) => rule === traceId(background.stop));
  return [...ofOperations, ...pointsOf(context, background.scenario.name, [background.stop], swept)];
}

/** What the trace rules wrote, once nothing is added any more. */
async function settledTraces({ readInjections, ending }: SweepContext, since: number): Promise<readonly Injection[]> {
  const deadline = realTime.now() + LOGS_WITHIN_MS;
  let known = -1;
  for (;;) {
    await realTime.pause(LOGS_EVERY_MS, ending);
    const traced = await readInjections(since);
    if ((traced.length > 0 && traced.length === known) || realTime.now() >= deadline) return traced;
    known = traced.length;
  }
}
