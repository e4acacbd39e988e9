import type { SagaParts } from '../../../../../shared/saga/saga-driver.ts';
import type { SagaStore } from '../../../../../shared/saga/saga-store.ts';
import { type Sweep, type Swept, sweep as whole } from '../../../../../shared/saga/sweep.ts';

/** Broken: is impatient, and sends again as if it were for another order, so that no service knows that it did it already. */
export async function sweep<Payload>(
  parts: SagaParts<Payload> & { readonly store: SagaStore<Payload> },
  { event, ...options }: Sweep,
): Promise<Swept> {
  const renamed: typeof parts = {
    ...parts,
    send: (command) =>
      parts.send({ ...command, payload: { ...command.payload, orderId: `${command.sagaId}-${command.sagaVersion}` } }),
  };
  const impatient = event.type === 'sweep' ? { ...event, staleAfterMs: 0 } : event;
  return whole(renamed, { ...options, event: impatient, before: event.at });
}
