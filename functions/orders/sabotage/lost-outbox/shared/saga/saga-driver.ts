import type { Saga, SagaEvent } from '../../../../../shared/saga/saga.ts';
import { type SagaParts, drive as whole } from '../../../../../shared/saga/saga-driver.ts';
import { pendingCommand } from '../../../../../shared/saga/transition.ts';

/** Broken: sends a command with the transition only, never again when its answer is repeated. */
export async function drive<Payload>(
  parts: SagaParts<Payload>,
  id: string,
  event: SagaEvent,
): Promise<{ saga: Saga<Payload>; changed: boolean } | undefined> {
  const driven = await whole({ ...parts, send: async () => {} }, id, event);
  const command = driven?.changed ? pendingCommand(driven.saga) : undefined;
  if (command) await parts.send(command);
  return driven;
}
