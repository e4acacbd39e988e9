import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Rule } from '../faults/rule.ts';
import { callTarget } from '../faults/target.ts';
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
  z.strictObject({ ...ruleInjection, ...callTarget.shape, error: z.string().min(1).optional() }),
  withdrawal,
  inquiry,
]);

/** The throttling rules after the request was served. Times are epoch milliseconds. */
export interface ThrottleStatus {
  readonly now: number;
  readonly rules: readonly Rule[];
}

const rules = openRuleStore(
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
  chaosTable(),
  ['throttle'],
);

/**
 * The chaos function that throttles AWS calls. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "hot-table", "table": "faultline-stock", "percentage": 20, "seed": 1, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "hot-table"}
 *     {"action": "status"}
 */
export async function handler(event: unknown): Promise<ThrottleStatus> {
  const request = isScheduled(event) ? ({ action: 'status' } as const) : parseRequest(requestSchema, event);
  if (request.action === 'inject') {
    const { function: name, service, operations, table, queue, error } = request;
    const aim = { target: { function: name, service, operations, table, queue }, parameters: { error } };
    await rules.put(
      parseRule({ fault: 'throttle', ...aim, ...selectionOf(request), ...windowOf(request, Date.now()) }),
    );
  }
  if (request.action === 'withdraw') await rules.remove(request.id);
  const now = Date.now();
  return { now, rules: await rules.list(now) };
}
