import type { Circumstances } from '../../calls/circumstances.ts';
import { invalidValue } from '../../calls/errors.ts';
import type { Parameters } from '../../calls/parameters.ts';
import type { Queue } from '../../queue/queue.ts';
import { findQueue, type Operation } from '../operation.ts';
import { doEach, readBatch } from './batch.ts';

const LONGEST_SECONDS = 43_200;
const SECOND_MS = 1000;

function change(queue: Queue, request: Parameters, circumstances: Circumstances): object {
  const handle = request.requiredText('ReceiptHandle');
  const seconds = request.requiredInteger('VisibilityTimeout');
  if (seconds < 0 || seconds > LONGEST_SECONDS)
    throw invalidValue(seconds, 'VisibilityTimeout', `Must be between 0 and ${LONGEST_SECONDS}.`);
  queue.changeVisibility(handle, seconds * SECOND_MS, circumstances);
  return {};
}

/** ChangeMessageVisibility. */
export const changeMessageVisibility: Operation = (request, place, circumstances) =>
  change(findQueue(request, place).queue, request, circumstances);

/** ChangeMessageVisibilityBatch. */
export const changeMessageVisibilityBatch: Operation = (request, place, circumstances) => {
  const { queue } = findQueue(request, place);
  return doEach(readBatch(request, 'ChangeMessageVisibility'), ({ request: entry }) =>
    change(queue, entry, circumstances),
  );
};
