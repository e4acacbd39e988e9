import { realTime } from '../../kernel/pause.ts';
import { type Desk, quiet, SEEN_WITHIN_MS } from './desk.ts';
import { followFiredFaults } from './fired-faults.ts';
import { orderIdOf } from './order-id.ts';
import { orderOf, unsent } from './scenarios.ts';
import type { TrialOptions } from './trials.ts';
import { invokeSweeper, leaveUnsent } from './unsent-command.ts';
import { requestOf } from './variant.ts';

const RULE_FOR_MS = 90_000;
const FIRES_WITHIN_MS = 20_000;

/** Hurts the sweeper at each of its calls, while it looks after one saga whose command was never sent; one trial after another. */
export async function runSweeperTrials(
  desk: Desk,
  { plan, after, began }: Omit<TrialOptions, 'atOnce'>,
): Promise<void> {
  const { seed, shop, tools, ending, report } = desk;
  const fired = followFiredFaults(desk);
  try {
    for (const [index, { rule, point, variant, round }] of plan.entries()) {
      report(`the sweeper is hurt in ${index + 1} of ${plan.length} ways`);
      const order = orderOf(unsent, after + index + 1, { seed, shop });
      const { idempotencyKey, expected } = order;
      const orderId = orderIdOf(idempotencyKey);
      began({ rule, point: point.name, variant: variant.name, round, orderId, idempotencyKey, expected });
      await tools.control.inject(requestOf(rule, point, variant, { seed, durationMs: RULE_FOR_MS }));
      const withdraw = await leaveUnsent(desk, order, rule);
      await invokeSweeper(desk);
      await fired.within(rule, FIRES_WITHIN_MS, ending);
      await Promise.all([withdraw(), tools.control.withdraw({ id: rule, fault: variant.fault })]);
      await realTime.pause(SEEN_WITHIN_MS, ending);
      await invokeSweeper(desk);
      await quiet(desk);
    }
  } finally {
    await fired.stop();
  }
}
