import { InvokeCommand } from '@aws-sdk/client-lambda';
import { realTime } from '../../kernel/pause.ts';
import type { Background } from '../../system/sweepable.ts';
import type { Operation } from '../../system/workload.ts';
import { SEEN_WITHIN_MS, type SweepContext, sendOperation } from './sweep-context.ts';

const RULE_FOR_MS = 90_000;

/**
 * Sends an operation that is accepted, but cannot go on by itself: only the background function will finish it.
 * @returns what takes the hindrance away
 */
export async function leaveUndone(
  context: SweepContext,
  { leftBy }: Background,
  operation: Operation,
  process: string,
): Promise<() => Promise<void>> {
  const { seed, tools, ending } = context;
  const { key, number } = operation;
  const id = `undone.${number}`;
  const { fault, target, parameters } = leftBy;
  const selection = { percentage: 100, first: 1_000, keys: key, seed, durationMs: RULE_FOR_MS };
  await tools.control.inject({ id, fault, target: { ...target }, parameters: { ...parameters }, ...selection });
  await realTime.pause(SEEN_WITHIN_MS, ending);
  await sendOperation(context, operation, process);
  return () => tools.control.withdraw({ id, fault });
}

/** Has the background function look after everything. That it may die of it is for others to see. */
export async function invokeBackground(
  { tools: { probing } }: SweepContext,
  { stop, payload }: Background,
): Promise<void> {
  const command = new InvokeCommand({ FunctionName: stop.function, Payload: JSON.stringify(payload) });
  await probing.clients.lambda.send(command);
}
