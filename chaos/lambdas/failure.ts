import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { catalogue } from '../faults/catalogue.ts';
import type { Rule } from '../faults/rule.ts';
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

/** Every fault whose rules lie in the chaos table, but for those that chaos functions of their own write. */
const faults = catalogue
  .filter(({ name }) => name !== 'delay' && name !== 'throttle')
  .filter(({ place }) => place === 'function' || place === 'record' || place === 'call')
  .map(({ name }) => name);

const requestSchema = z.discriminatedUnion('action', [
  z.strictObject({
    ...ruleInjection,
    fault: z.enum(faults),
    /** What it aims at and how it acts; each fault has its own, and a rule with wrong ones is refused. */
    target: z.record(z.string(), z.unknown()),
    parameters: z.record(z.string(), z.unknown()).default({}),
  }),
  withdrawal,
  inquiry,
]);

/** The failure rules after the request was served. Times are epoch milliseconds. */
export interface FailureStatus {
  readonly now: number;
  readonly rules: readonly Rule[];
}

const rules = openRuleStore(
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
  chaosTable(),
  faults,
);

/**
 * The chaos function that makes functions, deliveries and AWS calls fail. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "dying", "fault": "crash", "target": {"function": "faultline-payments"},
 *      "percentage": 5, "seed": 1, "parameters": {"when": "after"}, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "dying"}
 *     {"action": "status"}
 */
export async function handler(event: unknown): Promise<FailureStatus> {
  const request = isScheduled(event) ? ({ action: 'status' } as const) : parseRequest(requestSchema, event);
  if (request.action === 'inject') {
    const { fault, target, parameters } = request;
    await rules.put(
      parseRule({ fault, target, parameters, ...selectionOf(request), ...windowOf(request, Date.now()) }),
    );
  }
  if (request.action === 'withdraw') await rules.remove(request.id);
  const now = Date.now();
  return { now, rules: await rules.list(now) };
}
