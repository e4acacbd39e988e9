import { withoutRecords } from '../batch.ts';
import type { Moment } from '../injector.ts';
import type { QueueRecord } from '../invocation.ts';

/** Takes messages out of an invocation: neither its handler nor any later fault meets them. */
export function keepFromHandler(records: readonly QueueRecord[], { environment, request }: Moment): void {
  if (records.length === 0) return;
  request.event = withoutRecords(request.event, records);
  const gone = new Set(records.map(({ messageId }) => messageId));
  const { invocation } = environment;
  const deliveries = invocation.deliveries.filter(({ record }) => record === undefined || !gone.has(record.messageId));
  environment.invocation = { ...invocation, deliveries };
}
