import { noSuchQueue } from '../../calls/errors.ts';
import { answerOf, findQueue, type Operation } from '../operation.ts';
import { pageOf } from '../pages.ts';

/** GetQueueUrl. */
export const getQueueUrl: Operation = (request, { scope, scopeOf }) => {
  const name = request.requiredText('QueueName');
  const owner = request.text('QueueOwnerAWSAccountId');
  const queues = owner === undefined ? scope.queues : scopeOf(owner, scope.caller.region).queues;
  const queue = queues.get(name);
  if (queue === undefined) throw noSuchQueue();
  return { QueueUrl: queue.url };
};

/** ListQueues, in the order in which they were created. */
export const listQueues: Operation = (request, { scope }) => {
  const prefix = request.text('QueueNamePrefix') ?? '';
  const urls = [...scope.queues.values()].filter(({ name }) => name.startsWith(prefix)).map(({ url }) => url);
  const { page, NextToken } = pageOf(urls, request);
  return answerOf({ QueueUrls: page.length === 0 ? undefined : page, NextToken });
};

/** ListDeadLetterSourceQueues, whose list has a small letter on AWS. */
export const listDeadLetterSourceQueues: Operation = (request, place, { nowMs }) => {
  const { queue, scope } = findQueue(request, place);
  const { page, NextToken } = pageOf(
    scope.sourcesOf(queue, nowMs).map(({ url }) => url),
    request,
  );
  return answerOf({ queueUrls: page, NextToken });
};
