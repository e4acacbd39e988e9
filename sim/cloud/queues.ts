import type { Chance } from '../sqs/calls/circumstances.ts';
import type { Queues } from '../sqs/queues.ts';
import { CALLER, type Made } from './place.ts';

const ATTRIBUTES = [
  ...['ContentBasedDeduplication', 'DeduplicationScope', 'DelaySeconds', 'FifoQueue', 'FifoThroughputLimit'],
  ...['MaximumMessageSize', 'MessageRetentionPeriod', 'ReceiveMessageWaitTimeSeconds', 'RedriveAllowPolicy'],
  ...['RedrivePolicy', 'VisibilityTimeout'],
];

/** Makes a queue as CloudFormation does. */
export function createQueue(queues: Queues, name: string, { properties }: Made, chance: Chance, nowMs: number): void {
  const given = ATTRIBUTES.flatMap((attribute) => {
    const value = properties[attribute];
    if (value === undefined) return [];
    return [[attribute, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
  });
  queues.call('CreateQueue', { QueueName: name, Attributes: Object.fromEntries(given) }, CALLER, { nowMs, chance });
}
