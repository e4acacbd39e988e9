import { InvokeCommand } from '@aws-sdk/client-lambda';
import { realTime } from '../../kernel/pause.ts';
import type { PlannedOrder } from '../../loadtest/planned-order.ts';
import { type Desk, SEEN_WITHIN_MS, sendOrder } from './desk.ts';
import { api, sweeper } from './stops.ts';

const RULE_FOR_MS = 90_000;

/**
 * Places an order that is accepted, but whose first command the queue refuses for good: only the sweeper will send it.
 * @returns what lets the API send again
 */
export async function leaveUnsent(desk: Desk, order: PlannedOrder, process: string): Promise<() => Promise<void>> {
  const { seed, tools, ending } = desk;
  const { idempotencyKey } = order;
  const rule = { id: `unsent.${order.number}`, fault: 'throttle' };
  await tools.control.inject({
    ...rule,
    target: { function: api.function, service: 'sqs', operations: ['SendMessage'] },
    // The one refusal that the SDK does not try again.
    parameters: { error: 'OverLimit' },
    ...{ percentage: 100, first: 1_000, keys: idempotencyKey, seed, durationMs: RULE_FOR_MS },
  });
  await realTime.pause(SEEN_WITHIN_MS, ending);
  await sendOrder(desk, order, process);
  return () => tools.control.withdraw(rule);
}

/** Has the sweeper look after every open saga, however young. That it may die of it is for others to see. */
export async function invokeSweeper({ tools: { probing } }: Desk): Promise<void> {
  const Payload = JSON.stringify({ staleAfterMs: 0 });
  await probing.clients.lambda.send(new InvokeCommand({ FunctionName: sweeper.function, Payload }));
}
