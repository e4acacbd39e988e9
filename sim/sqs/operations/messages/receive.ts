import type { Circumstances } from '../../calls/circumstances.ts';
import { invalidValue } from '../../calls/errors.ts';
import type { Parameters } from '../../calls/parameters.ts';
import { selectAttributes } from '../../messages/attributes.ts';
import { checkId } from '../../messages/content.ts';
import { md5OfAttributes } from '../../messages/digest.ts';
import type { Message } from '../../messages/message.ts';
import type { Received } from '../../queue/passage.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Scope } from '../../scopes/scope.ts';
import { answerOf, findQueue, type Operation } from '../operation.ts';

const MOST_MESSAGES = 10;
const LONGEST_VISIBILITY_SECONDS = 43_200;
const LONGEST_WAIT_SECONDS = 20;
const SECOND_MS = 1000;

/** A receive as its caller asked for it. */
interface Ask {
  readonly limit: number;
  readonly visibilityMs: number | undefined;
  readonly waitMs: number;
  readonly attemptId: string | undefined;
}

/** Reads what a receive asks for. Throws AWS's errors. */
export function readAsk(request: Parameters, queue: Queue, nowMs: number): Ask {
  const waitSeconds = request.integer('WaitTimeSeconds');
  if (waitSeconds !== undefined && (waitSeconds < 0 || waitSeconds > LONGEST_WAIT_SECONDS))
    throw invalidValue(waitSeconds, 'WaitTimeSeconds', `Must be >= 0 and <= ${LONGEST_WAIT_SECONDS}, if provided.`);
  const limit = request.integer('MaxNumberOfMessages') ?? 1;
  if (limit < 1 || limit > MOST_MESSAGES)
    throw invalidValue(limit, 'MaxNumberOfMessages', `Must be between 1 and ${MOST_MESSAGES}, if provided.`);
  const seconds = request.integer('VisibilityTimeout');
  if (seconds !== undefined && (seconds < 0 || seconds > LONGEST_VISIBILITY_SECONDS))
    throw invalidValue(
      seconds,
      'VisibilityTimeout',
      `Must be between 0 and ${LONGEST_VISIBILITY_SECONDS}, if provided.`,
    );
  const attemptId = request.text('ReceiveRequestAttemptId');
  checkId(attemptId, 'ReceiveRequestAttemptId');
  return {
    limit,
    visibilityMs: seconds === undefined ? undefined : seconds * SECOND_MS,
    waitMs: waitSeconds === undefined ? queue.settings(nowMs).waitMs : waitSeconds * SECOND_MS,
    // "This parameter applies only to FIFO (first-in-first-out) queues."
    attemptId: queue.isFifo ? attemptId : undefined,
  };
}

function systemAttributes({
  content,
  sentMs,
  receiveCount,
  firstReceivedMs,
}: Message): Readonly<Record<string, string>> {
  return answerOf({
    SenderId: content.senderId,
    SentTimestamp: String(Math.floor(sentMs)),
    MessageGroupId: content.groupId,
    MessageDeduplicationId: content.deduplicationId,
    SequenceNumber: content.sequenceNumber,
    AWSTraceHeader: content.traceHeader,
    DeadLetterQueueSourceArn: content.sourceArn,
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(Math.floor(firstReceivedMs ?? 0)),
  }) as Readonly<Record<string, string>>;
}

function describe({ message, handle }: Received, system: readonly string[], named: readonly string[]): object {
  const { content } = message;
  const all = system.length === 0 ? [] : Object.entries(systemAttributes(message));
  const chosen = all.filter(([name]) => system.includes('All') || system.includes(name));
  const attributes = selectAttributes(content.attributes, named);
  return answerOf({
    MessageId: content.id,
    ReceiptHandle: handle,
    MD5OfBody: content.md5OfBody,
    Body: content.body,
    Attributes: chosen.length === 0 ? undefined : Object.fromEntries(chosen),
    MessageAttributes: attributes,
    MD5OfMessageAttributes: md5OfAttributes(attributes),
  });
}

function receive(queue: Queue, scope: Scope, ask: Ask, circumstances: Circumstances): readonly Received[] {
  const { nowMs } = circumstances;
  const { attemptId, waitMs, limit, visibilityMs } = ask;
  queue.settle(nowMs);
  const earlier = attemptId === undefined ? undefined : queue.attempts.find(attemptId, nowMs);
  const received =
    earlier === undefined
      ? queue.receive({ limit, visibilityMs, isLong: waitMs > 0 }, scope.deadLettersOf(queue, nowMs), circumstances)
      : queue.renew(earlier, visibilityMs, nowMs);
  const messages = received.map(({ message }) => message);
  if (attemptId !== undefined && messages.length > 0) queue.attempts.note(attemptId, messages, nowMs);
  return received;
}

/** ReceiveMessage, once: whoever waits asks again. */
export const receiveMessage: Operation = (request, place, circumstances) => {
  const { queue, scope } = findQueue(request, place);
  const ask = readAsk(request, queue, circumstances.nowMs);
  const system = [...request.texts('MessageSystemAttributeNames'), ...request.texts('AttributeNames')];
  const named = request.texts('MessageAttributeNames');
  const received = receive(queue, scope, ask, circumstances);
  return answerOf({
    Messages: received.length === 0 ? undefined : received.map((one) => describe(one, system, named)),
  });
};
