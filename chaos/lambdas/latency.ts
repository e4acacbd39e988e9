import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { delay } from '../faults/delay.ts';
import type { Rule } from '../faults/rule.ts';
import { functionTarget } from '../faults/target.ts';
import { chaosTable } from './chaos-table.ts';
import {
  inquiry,
  isScheduled,
  parseRequest,
  parseRule,
  ruleInjection,
  selectionOf,
  windowOf,
  withdrawal,
} from './request.ts';
import { openRuleStore } from './rule-store.ts';

const requestSchema = z.discriminatedUnion('action', [
  z.strictObject({ ...ruleInjection, ...functionTarget.shape, ...delay.parameters.shape }),
  withdrawal,
  inquiry,
]);

const aimSchema = z.object({ target: z.object(functionTarget.shape), parameters: z.object(delay.parameters.shape) });

/** The delay rules after the request was served. Times are epoch milliseconds. */
export interface LatencyStatus {
  readonly now: number;
  readonly rules: readonly Rule[];
}

const rules = openRuleStore(
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
  chaosTable(),
  ['delay'],
);

/**
 * The chaos function that makes functions slow. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "slow", "function": "faultline-payments", "percentage": 30,
 *      "delayMs": 300, "jitterMs": 100, "seed": 1, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "slow"}
 *     {"action": "status"}
 */
export async function handler(event: unknown): Promise<LatencyStatus> {
  const request = isScheduled(event) ? ({ action: 'status' } as const) : parseRequest(requestSchema, event);
  if (request.action === 'inject') {
    const aim = aimSchema.parse({ target: request, parameters: request });
    await rules.put(parseRule({ fault: 'delay', ...aim, ...selectionOf(request), ...windowOf(request, Date.now()) }));
  }
  if (request.action === 'withdraw') await rules.remove(request.id);
  const now = Date.now();
  return { now, rules: await rules.list(now) };
}
