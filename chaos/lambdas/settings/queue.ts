import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type QueueAttributesEffect, queueAttributes } from '../../faults/settings/queue-attributes.ts';
import { processEnvironment } from '../environment.ts';
import { orNoSuchTarget } from '../no-such-target.ts';
import type { Setting } from './setting.ts';
import { settingLambda } from './setting-lambda.ts';

const attributes: readonly QueueAttributeName[] = ['DelaySeconds', 'VisibilityTimeout', 'MessageRetentionPeriod'];
const missing = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

/** Attributes of a queue, by their names in the API. */
export function queueSetting(sqs: SQSClient): Setting<{ queue: string }, QueueAttributesEffect> {
  const urlOf = async (QueueName: string) => {
    const call = sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { QueueUrl } = await orNoSuchTarget(`The queue "${QueueName}"`, missing, call);
    return QueueUrl;
  };
  return {
    subjectOf: (target) => target.queue,

    async read(queue) {
      const QueueUrl = await urlOf(queue);
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...attributes] }),
      );
      return { values: Attributes, settled: true };
    },

    async write(queue, values) {
      const set = Object.entries(values).map(([name, value]) => [name, String(value)]);
      if (set.length === 0) return;
      const QueueUrl = await urlOf(queue);
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: Object.fromEntries(set) }));
    },

    wanted: (effect) => effect,

    loses({ MessageRetentionPeriod: wanted }, { MessageRetentionPeriod: found }) {
      if (wanted === undefined || Number(wanted) >= Number(found)) return undefined;
      return `SQS would delete messages that are older than ${wanted} s; now it keeps them for ${found} s.`;
    },
  };
}

/**
 * The chaos function that changes queues. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "impatient", "target": {"queue": "shop-payments"},
 *      "parameters": {"visibilityTimeoutSeconds": 1}, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "impatient"}
 *     {"action": "status"}
 */
export const handler = settingLambda(
  queueAttributes,
  queueSetting(new SQSClient({ useQueueUrlAsEndpoint: false })),
  processEnvironment,
);
