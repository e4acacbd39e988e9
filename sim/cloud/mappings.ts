import { calm } from '../../dynamodb/calls/circumstances.ts';
import type { Database } from '../../dynamodb/database.ts';
import type { SimulatedFunction } from '../lambda/function.ts';
import type { Luck } from '../mappings/chance/luck.ts';
import type { Invoke } from '../mappings/invocation.ts';
import { startQueueMapping } from '../mappings/queue/mapping.ts';
import { startStreamMapping } from '../mappings/stream/mapping.ts';
import { NotModelled } from '../not-modelled.ts';
import type { MappingControl } from '../services/lambda-api.ts';
import type { QueuesInTime } from '../sqs/queues-in-time.ts';
import type { Timeline } from '../time/timeline.ts';
import { CALLER, type Made } from './place.ts';

/** What a mapping is connected to. */
export interface MappingPorts {
  readonly timeline: Timeline;
  readonly luck: Luck;
  readonly queues: QueuesInTime;
  readonly database: Database;
}

/** Starts the event source mapping that a resource describes: from a queue, or from the stream of a table. */
export function startMapping(
  uuid: string,
  { logical, properties }: Made,
  consumer: SimulatedFunction,
  { queues, database, ...ports }: MappingPorts,
): MappingControl {
  const eventSourceArn = String(properties.EventSourceArn);
  const invoke: Invoke = (event, done) =>
    consumer.invoke(JSON.stringify(event), (outcome) => {
      if (outcome.kind === 'answered') done({ kind: 'answered', payload: JSON.parse(outcome.payload) });
      else done({ kind: outcome.kind });
    });
  let isEnabled = properties.Enabled !== false;
  const settings = { ...properties, EventSourceArn: eventSourceArn, FunctionArn: consumer.settings.arn };
  const start = () => {
    if (eventSourceArn.includes(':sqs:'))
      return startQueueMapping(settings, {
        ...{ ...ports, invoke },
        queues: (operation, input, done) => queues.call(operation, input, CALLER, done),
      });
    if (!eventSourceArn.includes(':dynamodb:')) throw new NotModelled(`The event source of ${logical}`);
    const call = (service: 'dynamodb' | 'dynamodbstreams', operation: string, input: object) =>
      database.call(service, operation, input, CALLER, { nowMs: ports.timeline.nowMs, chance: calm }) ?? {};
    const TableName = eventSourceArn.split('/')[1] ?? '';
    const { Table } = call('dynamodb', 'DescribeTable', { TableName }) as { Table: { LatestStreamArn?: string } };
    const streams = { ...settings, EventSourceArn: Table.LatestStreamArn ?? eventSourceArn };
    return startStreamMapping(streams, {
      ...{ ...ports, invoke },
      streams: (operation, input) => call('dynamodbstreams', operation, input),
    });
  };
  const mapping = start();
  return {
    ...{ uuid, eventSourceArn, functionArn: consumer.settings.arn },
    isEnabled: () => isEnabled,
    enable(enabled) {
      isEnabled = enabled;
      mapping.update({ Enabled: enabled });
    },
  };
}
