import { deleteMessage, deleteMessageBatch } from './messages/delete.ts';
import { receiveMessage } from './messages/receive.ts';
import { sendMessage, sendMessageBatch } from './messages/send.ts';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './messages/visibility.ts';
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from './moves/tasks.ts';
import type { Operation } from './operation.ts';
import { getQueueAttributes, setQueueAttributes } from './queues/attributes.ts';
import { createQueue } from './queues/create.ts';
import { deleteQueue, purgeQueue } from './queues/delete.ts';
import { getQueueUrl, listDeadLetterSourceQueues, listQueues } from './queues/find.ts';
import { addPermission, removePermission } from './queues/permissions.ts';
import { listQueueTags, tagQueue, untagQueue } from './queues/tags.ts';

/** The operations of SQS that are modelled, by name. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ['AddPermission', addPermission],
  ['CancelMessageMoveTask', cancelMessageMoveTask],
  ['ChangeMessageVisibility', changeMessageVisibility],
  ['ChangeMessageVisibilityBatch', changeMessageVisibilityBatch],
  ['CreateQueue', createQueue],
  ['DeleteMessage', deleteMessage],
  ['DeleteMessageBatch', deleteMessageBatch],
  ['DeleteQueue', deleteQueue],
  ['GetQueueAttributes', getQueueAttributes],
  ['GetQueueUrl', getQueueUrl],
  ['ListDeadLetterSourceQueues', listDeadLetterSourceQueues],
  ['ListMessageMoveTasks', listMessageMoveTasks],
  ['ListQueueTags', listQueueTags],
  ['ListQueues', listQueues],
  ['PurgeQueue', purgeQueue],
  ['ReceiveMessage', receiveMessage],
  ['RemovePermission', removePermission],
  ['SendMessage', sendMessage],
  ['SendMessageBatch', sendMessageBatch],
  ['SetQueueAttributes', setQueueAttributes],
  ['StartMessageMoveTask', startMessageMoveTask],
  ['TagQueue', tagQueue],
  ['UntagQueue', untagQueue],
]);
