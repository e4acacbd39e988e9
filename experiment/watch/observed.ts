import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Clients } from '../../kernel/clients.ts';
import type { QueueDepth } from '../../run/run-files.ts';
import type { Deployed } from '../../system/deployed.ts';

/** Cheap looks at a running system. */
export interface Observer {
  /** Depth of every queue and dead-letter queue, by name. */
  depths(): Promise<Record<string, QueueDepth>>;
}

const attributes = {
  visible: 'ApproximateNumberOfMessages',
  inFlight: 'ApproximateNumberOfMessagesNotVisible',
  delayed: 'ApproximateNumberOfMessagesDelayed',
} as const;

/** Looks up the queues of a system and answers from then on. */
export async function openObserver(
  { sqs }: Pick<Clients, 'sqs'>,
  system: Pick<Deployed, 'queues' | 'deadLetterQueues'>,
): Promise<Observer> {
  const names = [...system.queues, ...system.deadLetterQueues];
  const urls = await Promise.all(names.map(async (name) => [name, await urlOf(sqs, name)] as const));
  return {
    async depths() {
      return Object.fromEntries(await Promise.all(urls.map(async ([name, url]) => [name, await depthOf(sqs, url)])));
    },
  };
}

/** Messages of these queues, wherever they are. */
export function messagesIn(depths: Readonly<Record<string, QueueDepth>>, queues: readonly string[]): number {
  return queues.reduce((sum, name) => {
    const { visible = 0, inFlight = 0, delayed = 0 } = depths[name] ?? {};
    return sum + visible + inFlight + delayed;
  }, 0);
}

async function urlOf(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  if (QueueUrl === undefined) throw new Error(`SQS gave no address for the queue ${name}.`);
  return QueueUrl;
}

async function depthOf(sqs: SQSClient, url: string): Promise<QueueDepth> {
  const names = Object.values(attributes);
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names }));
  const number = (of: keyof typeof attributes) => Number(Attributes[attributes[of]] ?? 0);
  return { visible: number('visible'), inFlight: number('inFlight'), delayed: number('delayed') };
}
