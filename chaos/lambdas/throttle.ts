import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Rule } from '../faults/rule.ts';
import { callTarget } from '../faults/target.ts';
import { chaosTable } from './chaos-table.ts';
import { type ConcurrencyChange, listChanges, lower, restore } from './concurrency.ts';
import {
  injection,
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

const ruleRequest = z.strictObject({
  ...ruleInjection,
  ...callTarget.shape,
  error: z.string().min(1).optional(),
});
const concurrencyRequest = z.strictObject({
  ...injection,
  function: z.string().min(1),
  /** Executions at once that the function may still have; 0 stops it. */
  reservedConcurrency: z.number().int().min(0),
});
const otherRequest = z.discriminatedUnion('action', [withdrawal, inquiry], {
  error: 'expected an action: inject, withdraw or status',
});

/** What is throttled after the request was served. Times are epoch milliseconds. */
export interface ThrottleStatus {
  readonly now: number;
  readonly rules: readonly Rule[];
  readonly concurrency: readonly ConcurrencyChange[];
}

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = chaosTable();
const rules = openRuleStore(documents, table, ['throttle']);
const clients = { documents, table, lambda: new LambdaClient({}) };

/**
 * The chaos function that throttles: AWS calls by a rule, or a whole function by its reserved concurrency. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "hot-table", "table": "faultline-stock", "percentage": 20, "seed": 1, "durationSeconds": 20}
 *     {"action": "inject", "id": "starved", "function": "faultline-payments", "reservedConcurrency": 1, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "starved"}
 *     {"action": "status"}
 *
 * A rule ends by its own expiry. A concurrency cannot, so every request first puts back those whose time is over; a
 * schedule without input of its own serves as the reminder.
 */
export async function handler(event: unknown): Promise<ThrottleStatus> {
  await restoreWhere(({ expiresAt }) => expiresAt <= Date.now());
  if (!isScheduled(event)) await serve(event);
  const now = Date.now();
  return { now, rules: await rules.list(now), concurrency: await listChanges(clients) };
}

async function serve(event: unknown): Promise<void> {
  const { action, reservedConcurrency } = (event ?? {}) as { action?: unknown; reservedConcurrency?: unknown };
  if (action === 'inject' && reservedConcurrency !== undefined) {
    const request = parseRequest(concurrencyRequest, event);
    const { expiresAt } = windowOf(request, Date.now());
    const { id: change, function: name } = request;
    await lower(clients, { function: name, change, reservedConcurrency: request.reservedConcurrency, expiresAt });
  } else if (action === 'inject') {
    const request = parseRequest(ruleRequest, event);
    const { function: name, service, operations, table: aimed, queue, error } = request;
    const aim = { target: { function: name, service, operations, table: aimed, queue }, parameters: { error } };
    await rules.put(
      parseRule({ fault: 'throttle', ...aim, ...selectionOf(request), ...windowOf(request, Date.now()) }),
    );
  } else {
    const request = parseRequest(otherRequest, event);
    if (request.action === 'status') return;
    await rules.remove(request.id);
    await restoreWhere(({ change }) => change === request.id);
  }
}

async function restoreWhere(due: (change: ConcurrencyChange) => boolean): Promise<void> {
  for (const change of await listChanges(clients)) if (due(change)) await restore(clients, change);
}
