import type { SimulatedFunction } from '../lambda/function.ts';
import type { Luck } from '../mappings/chance/luck.ts';
import { startQueueMapping } from '../mappings/queue/mapping.ts';
import type { QueueMappingSettings } from '../mappings/queue/settings.ts';
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
}

/** Starts the event source mapping that a resource describes. */
export function startMapping(
  uuid: string,
  { logical, properties }: Made,
  consumer: SimulatedFunction,
  { queues, ...ports }: MappingPorts,
): MappingControl {
  const eventSourceArn = String(properties.EventSourceArn);
  if (!eventSourceArn.includes(':sqs:')) throw new NotModelled(`The event source of ${logical}, which is no queue,`);
  let isEnabled = properties.Enabled !== false;
  const mapping = startQueueMapping(properties as unknown as QueueMappingSettings, {
    ...ports,
    queues: (operation, input, done) => queues.call(operation, input, CALLER, done),
    invoke: (event, done) =>
      consumer.invoke(JSON.stringify(event), (outcome) => {
        if (outcome.kind === 'answered') done({ kind: 'answered', payload: JSON.parse(outcome.payload) });
        else done({ kind: outcome.kind });
      }),
  });
  return {
    ...{ uuid, eventSourceArn, functionArn: consumer.settings.arn },
    isEnabled: () => isEnabled,
    enable(enabled) {
      isEnabled = enabled;
      mapping.update({ Enabled: enabled });
    },
  };
}
