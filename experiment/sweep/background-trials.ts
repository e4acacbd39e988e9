import { realTime } from '../../kernel/pause.ts';
import type { Background } from '../../system/sweepable.ts';
import { followFiredFaults } from './follow-fired-faults.ts';
import { invokeBackground, leaveUndone } from './leave-undone.ts';
import { quiet, SEEN_WITHIN_MS, type SweepContext } from './sweep-context.ts';
import type { TrialOptions } from './trials.ts';
import { requestOf } from './variant.ts';

const RULE_FOR_MS = 90_000;
const FIRES_WITHIN_MS = 20_000;

/**
 * Hurts the background function at each of its calls, while it looks after one operation that was left undone; one trial after
 * another.
 */
export async function runBackgroundTrials(
  context: SweepContext,
  background: Background,
  { plan, after, began }: Omit<TrialOptions, 'atOnce'>,
): Promise<void> {
  const { seed, keyPrefix, tools, ending, options, sweepable } = context;
  const { scenario, stop } = background;
  const fired = followFiredFaults(context);
  try {
    for (const [index, { rule, point, variant, round }] of plan.entries()) {
      options.report(`${stop.function} is hurt in ${index + 1} of ${plan.length} ways`);
      const operation = sweepable.operation(scenario, after + index + 1, { seed, keyPrefix });
      const { key } = operation;
      const { expected } = scenario;
      began({ rule, point: point.name, variant: variant.name, round, unit: sweepable.unitOf(key), key, expected });
      await tools.control.inject(requestOf(rule, point, variant, { seed, durationMs: RULE_FOR_MS }));
      const withdraw = await leaveUndone(context, background, operation, rule);
      await invokeBackground(context, background);
      await fired.within(rule, FIRES_WITHIN_MS, ending);
      await Promise.all([withdraw(), tools.control.withdraw({ id: rule, fault: variant.fault })]);
      await realTime.pause(SEEN_WITHIN_MS, ending);
      await invokeBackground(context, background);
      await quiet(context);
    }
  } finally {
    await fired.stop();
  }
}
