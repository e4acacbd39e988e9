import { findQueue, type Operation } from '../operation.ts';
import { doEach, readBatch } from './batch.ts';

/** DeleteMessage. */
export const deleteMessage: Operation = (request, place, circumstances) => {
  const { queue } = findQueue(request, place);
  queue.delete(request.requiredText('ReceiptHandle'), circumstances);
  return {};
};

/** DeleteMessageBatch. */
export const deleteMessageBatch: Operation = (request, place, circumstances) => {
  const { queue } = findQueue(request, place);
  return doEach(readBatch(request, 'DeleteMessage'), ({ request: entry }) => {
    queue.delete(entry.requiredText('ReceiptHandle'), circumstances);
    return {};
  });
};
