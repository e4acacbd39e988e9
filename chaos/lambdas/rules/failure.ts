import * as z from 'zod';
import { catalogue } from '../../faults/catalogue.ts';
import { ruleEnvironment } from './rule-environment.ts';
import { ruleLambda } from './rule-lambda.ts';
import { ruleInjection } from './rule-request.ts';

/** Every fault whose rules lie in the chaos table, but for those that chaos functions of their own write. */
const faults = catalogue
  .filter(({ name }) => name !== 'delay' && name !== 'throttle')
  .filter(({ place }) => place === 'function' || place === 'record' || place === 'call')
  .map(({ name }) => name);

const injection = z.strictObject({
  ...ruleInjection,
  fault: z.enum(faults),
  /** What it aims at and how it acts; each fault has its own, and a rule with wrong ones is refused. */
  target: z.record(z.string(), z.unknown()),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

/**
 * The chaos function that makes functions, deliveries and AWS calls fail. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "dying", "fault": "crash", "target": {"function": "shop-payments"},
 *      "percentage": 5, "seed": 1, "parameters": {"when": "after"}, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "dying"}
 *     {"action": "status"}
 */
export const handler = ruleLambda(
  faults,
  injection,
  ({ fault, target, parameters }) => ({ fault, target, parameters }),
  ruleEnvironment,
);
