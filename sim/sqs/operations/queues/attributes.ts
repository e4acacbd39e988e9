import { SqsError } from '../../calls/errors.ts';
import { checkAttributes } from '../../queue/settings.ts';
import { answerOf, findQueue, type Operation } from '../operation.ts';
import { checkDeadLetters } from './create.ts';

const KNOWN = new Set(
  'All ApproximateNumberOfMessages ApproximateNumberOfMessagesDelayed ApproximateNumberOfMessagesNotVisible ContentBasedDeduplication CreatedTimestamp DeduplicationScope DelaySeconds FifoQueue FifoThroughputLimit KmsDataKeyReusePeriodSeconds KmsMasterKeyId LastModifiedTimestamp MaximumMessageSize MessageRetentionPeriod Policy QueueArn ReceiveMessageWaitTimeSeconds RedriveAllowPolicy RedrivePolicy SqsManagedSseEnabled VisibilityTimeout'.split(
    ' ',
  ),
);
const SECOND_MS = 1000;

/** GetQueueAttributes. The numbers of messages are approximate on AWS: how much so is a matter of chance. */
export const getQueueAttributes: Operation = (request, place, { nowMs, chance }) => {
  const { queue } = findQueue(request, place);
  const asked = request.texts('AttributeNames');
  const unknown = asked.find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const isAsked = (name: string) => asked.includes('All') || asked.includes(name);
  const all: Readonly<Record<string, () => string>> = {
    QueueArn: () => queue.arn,
    ApproximateNumberOfMessages: () => String(chance.approximate(queue.count('visible', nowMs))),
    ApproximateNumberOfMessagesNotVisible: () => String(chance.approximate(queue.count('in-flight', nowMs))),
    ApproximateNumberOfMessagesDelayed: () => String(chance.approximate(queue.count('delayed', nowMs))),
    ...Object.fromEntries(Object.entries(queue.attributes).map(([name, value]) => [name, () => value])),
  };
  const told = Object.entries(all).filter(([name]) => isAsked(name));
  return answerOf({
    Attributes: told.length === 0 ? undefined : Object.fromEntries(told.map(([name, of]) => [name, of()])),
  });
};

/** SetQueueAttributes. An empty policy takes the one away that was there. */
export const setQueueAttributes: Operation = (request, place, circumstances) => {
  const { queue, scope } = findQueue(request, place);
  const given = request.textMap('Attributes') ?? {};
  if (Object.keys(given).length === 0) return {};
  checkAttributes(given, queue.isFifo);
  if (given.RedrivePolicy) checkDeadLetters(given.RedrivePolicy, queue.isFifo, scope);
  const merged: Record<string, string> = { ...queue.attributes, ...given };
  for (const name of ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'])
    if (merged[name] === '') delete merged[name];
  merged.LastModifiedTimestamp = String(Math.floor(circumstances.nowMs / SECOND_MS));
  queue.change(merged, circumstances);
  return {};
};
