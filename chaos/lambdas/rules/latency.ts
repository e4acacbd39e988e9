import * as z from 'zod';
import { delay } from '../../faults/functions/delay.ts';
import { functionTarget } from '../../faults/target.ts';
import { ruleEnvironment } from './rule-environment.ts';
import { ruleLambda } from './rule-lambda.ts';
import { ruleInjection } from './rule-request.ts';

const injection = z.strictObject({ ...ruleInjection, ...functionTarget.shape, ...delay.parameters.shape });
const aim = z.object({ target: z.object(functionTarget.shape), parameters: z.object(delay.parameters.shape) });

/**
 * The chaos function that makes functions slow. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "slow", "function": "shop-payments", "percentage": 30,
 *      "delayMs": 300, "jitterMs": 100, "seed": 1, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "slow"}
 *     {"action": "status"}
 */
export const handler = ruleLambda(
  ['delay'],
  injection,
  (request) => ({ fault: 'delay', ...aim.parse({ target: request, parameters: request }) }),
  ruleEnvironment,
);
