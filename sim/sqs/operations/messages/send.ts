import { createHash } from 'node:crypto';
import type { Circumstances } from '../../calls/circumstances.ts';
import { invalidParameter, invalidValue, missingParameter, SqsError } from '../../calls/errors.ts';
import type { Parameters } from '../../calls/parameters.ts';
import { type MessageAttributes, readAttributes } from '../../messages/attributes.ts';
import { checkBody, checkId, checkSize, sizeOf } from '../../messages/content.ts';
import { md5, md5OfAttributes } from '../../messages/digest.ts';
import type { Content } from '../../messages/message.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Settings } from '../../queue/settings.ts';
import { answerOf, type Found, findQueue, type Operation } from '../operation.ts';
import { doEach, readBatch } from './batch.ts';

const LONGEST_DELAY_SECONDS = 900;
const LARGEST_BATCH_BYTES = 1_048_576;
const SECOND_MS = 1000;
const NO_DEDUPLICATION =
  'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly';

/** What a sender asks, read and found right but for what its queue allows. */
interface Sent {
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  readonly systemAttributes: MessageAttributes | undefined;
  readonly delaySeconds: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

function read(request: Parameters, { maxBytes }: Settings): Sent {
  const body = request.requiredText('MessageBody');
  checkBody(body, maxBytes);
  const attributes = readAttributes(request.map('MessageAttributes'));
  checkSize(sizeOf(body, attributes), maxBytes);
  const deduplicationId = request.text('MessageDeduplicationId');
  const groupId = request.text('MessageGroupId');
  checkId(deduplicationId, 'MessageDeduplicationId');
  checkId(groupId, 'MessageGroupId');
  const systemAttributes = readAttributes(request.map('MessageSystemAttributes'));
  const unknown = Object.keys(systemAttributes ?? {}).find((name) => name !== 'AWSTraceHeader');
  if (unknown !== undefined) throw invalidValue(unknown, 'MessageSystemAttributeName', 'It must be AWSTraceHeader.');
  const delaySeconds = request.integer('DelaySeconds');
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > LONGEST_DELAY_SECONDS))
    throw invalidValue(delaySeconds, 'DelaySeconds', `DelaySeconds must be >= 0 and <= ${LONGEST_DELAY_SECONDS}.`);
  return { body, attributes, systemAttributes, delaySeconds, groupId, deduplicationId };
}

/** The deduplication id of a message, which a FIFO queue needs; undefined for a standard queue, which takes none. */
function deduplicationOf(queue: Queue, sent: Sent, { isContentBased }: Settings): string | undefined {
  const { deduplicationId, delaySeconds, groupId, body } = sent;
  if (!queue.isFifo) {
    if (deduplicationId === undefined) return undefined;
    throw invalidValue(
      deduplicationId,
      'MessageDeduplicationId',
      'The request includes a parameter that is not valid for this queue type.',
    );
  }
  if (delaySeconds)
    throw invalidValue(
      delaySeconds,
      'DelaySeconds',
      'The request include parameter that is not valid for this queue type.',
    );
  if (groupId === undefined) throw missingParameter('MessageGroupId');
  if (deduplicationId !== undefined) return deduplicationId;
  if (!isContentBased) throw invalidParameter(NO_DEDUPLICATION);
  return createHash('sha256').update(body).digest('hex');
}

function send({ queue, scope }: Found, request: Parameters, { nowMs, chance }: Circumstances): object {
  const settings = queue.settings(nowMs);
  const sent = read(request, settings);
  const deduplicationId = deduplicationOf(queue, sent, settings);
  const { body, attributes, systemAttributes, groupId } = sent;
  const md5OfBody = md5(body);
  const key = settings.isPerGroup ? `${groupId}\n${deduplicationId}` : deduplicationId;
  let content = key === undefined ? undefined : queue.deduplication.find(key, nowMs);
  if (content === undefined) {
    content = {
      id: chance.uuid(),
      body,
      md5OfBody,
      attributes,
      traceHeader: systemAttributes?.AWSTraceHeader?.StringValue,
      senderId: scope.caller.account,
      groupId,
      deduplicationId,
      sequenceNumber: queue.isFifo ? scope.nextSequenceNumber() : undefined,
      sourceArn: undefined,
    } satisfies Content;
    if (key !== undefined) queue.deduplication.note(key, content, nowMs);
    const delayMs = sent.delaySeconds === undefined || queue.isFifo ? settings.delayMs : sent.delaySeconds * SECOND_MS;
    const lateMs = delayMs > 0 && !queue.isFifo ? chance.latenessMs() : 0;
    queue.add(content, { sentMs: nowMs, nowMs, delayMs: delayMs + lateMs });
  }
  return answerOf({
    MessageId: content.id,
    MD5OfMessageBody: md5OfBody,
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(systemAttributes),
    SequenceNumber: content.sequenceNumber,
  });
}

/** SendMessage. */
export const sendMessage: Operation = (request, place, circumstances) =>
  send(findQueue(request, place), request, circumstances);

function bytesOf(request: Parameters): number {
  const body = request.text('MessageBody') ?? '';
  try {
    return sizeOf(body, readAttributes(request.map('MessageAttributes')));
  } catch {
    // It is refused by itself.
    return Buffer.byteLength(body);
  }
}

/** SendMessageBatch: what makes a message no message of this queue refuses the batch, what is wrong in it only itself. */
export const sendMessageBatch: Operation = (request, place, circumstances) => {
  const found = findQueue(request, place);
  const { isContentBased } = found.queue.settings(circumstances.nowMs);
  const entries = readBatch(request, 'SendMessage', (entry) => {
    if (!found.queue.isFifo) return;
    if (!isContentBased && !entry.text('MessageDeduplicationId')) throw invalidParameter(NO_DEDUPLICATION);
    if (!entry.text('MessageGroupId')) throw invalidParameter('The request must contain the parameter MessageGroupId.');
  });
  const bytes = entries.reduce((sum, { request: entry }) => sum + bytesOf(entry), 0);
  if (bytes > LARGEST_BATCH_BYTES)
    throw new SqsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${LARGEST_BATCH_BYTES} bytes. You have sent ${bytes} bytes.`,
    );
  return doEach(entries, ({ request: entry }) => send(found, entry, circumstances));
};
