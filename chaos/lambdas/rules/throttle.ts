import * as z from 'zod';
import { throttle } from '../../faults/calls/throttle.ts';
import { callTarget } from '../../faults/target.ts';
import { ruleEnvironment } from './rule-environment.ts';
import { ruleLambda } from './rule-lambda.ts';
import { ruleInjection } from './rule-request.ts';

const injection = z.strictObject({ ...ruleInjection, ...callTarget.shape, ...throttle.parameters.shape });
const aim = z.object({ target: z.object(callTarget.shape), parameters: z.object(throttle.parameters.shape) });

/**
 * The chaos function that throttles AWS calls. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "hot-table", "table": "shop-stock", "percentage": 20, "seed": 1, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "hot-table"}
 *     {"action": "status"}
 */
export const handler = ruleLambda(
  ['throttle'],
  injection,
  (request) => ({ fault: 'throttle', ...aim.parse({ target: request, parameters: request }) }),
  ruleEnvironment,
);
