import type { Moment } from '../injector.ts';
import type { QueueRecord } from '../invocation.ts';
import { keepFromHandler } from './keep-from-handler.ts';

/** Has a message become visible in so many seconds from now. */
export type SetVisibility = (record: QueueRecord, seconds: number) => Promise<void>;

/** A message that goes back to its queue, and for how long it is invisible there. */
export interface HeldBack {
  readonly record: QueueRecord;
  readonly seconds: number;
}

/** Keeps messages from the handler and has SQS deliver them later; should it not listen, after their visibility timeout. */
export async function holdBack(held: readonly HeldBack[], moment: Moment, setVisibility: SetVisibility): Promise<void> {
  if (held.length === 0) return;
  keepFromHandler(
    held.map(({ record }) => record),
    moment,
  );
  moment.batch.withheld = true;
  for (const { record } of held) moment.batch.unacknowledged.add(record.messageId);
  await Promise.allSettled(held.map(({ record, seconds }) => setVisibility(record, seconds)));
}
