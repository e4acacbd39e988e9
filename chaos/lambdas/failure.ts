import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { crash } from '../faults/crash.ts';
import { duplicate } from '../faults/duplicate.ts';
import { error } from '../faults/error.ts';
import { lostAcknowledgement } from '../faults/lost-acknowledgement.ts';
import type { Rule } from '../faults/rule.ts';
import { timeout } from '../faults/timeout.ts';
import { chaosTable } from './chaos-table.ts';
import { inquiry, isScheduled, parseRequest, parseRule, ruleInjection, windowOf, withdrawal } from './request.ts';
import { openRuleStore } from './rule-store.ts';

const faults = [error.name, crash.name, timeout.name, duplicate.name, lostAcknowledgement.name] as const;

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
    const { id, fault, target, percentage, seed, parameters } = request;
    await rules.put(parseRule({ id, fault, target, percentage, seed, parameters, ...windowOf(request, Date.now()) }));
  }
  if (request.action === 'withdraw') await rules.remove(request.id);
  const now = Date.now();
  return { now, rules: await rules.list(now) };
}
