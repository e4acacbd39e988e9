import { isDeepStrictEqual } from 'node:util';
import type { Action, QueueName } from '../sim/sqs/testing/random/actions.ts';
import type { Request } from '../sim/sqs/testing/random/side.ts';
import type { Facts } from './sqs-facts.ts';

/** A call with both answers. */
export interface Pair {
  readonly action: Action;
  readonly request: Request;
  readonly ours: unknown;
  readonly other: unknown;
  /** The groups of the queue of which messages were in flight before the call. */
  readonly busy: ReadonlySet<string>;
  readonly facts: Facts;
}

/** Which row of the table in sim/sqs/README.md explains a difference, and whether both are in the same state after it. */
export interface Explanation {
  readonly explanation: string | undefined;
  readonly isHarmless: boolean;
}

interface Row {
  readonly name: string;
  readonly isHarmless: boolean;
  /** Whether it explains LocalStack's answer. */
  readonly explains: (pair: Pair) => boolean;
}

type Told = Readonly<Record<string, unknown>>;

const withoutMessage = (told: unknown) => ({ ...(told as Told), message: undefined });

/** Failed entries with AWS's codes and senders' faults, where LocalStack has the names of its classes. */
function likeAws(told: unknown): unknown {
  const { Failed, ...rest } = told as Told;
  if (!Array.isArray(Failed)) return told;
  const entries = Failed.map((entry: Told) => ({
    ...entry,
    SenderFault: true,
    Code: String(entry.Code)
      .replace(/^InvalidParameterValueException$/, 'InvalidParameterValue')
      .replace(/^MissingRequiredParameterException$/, 'MissingParameter'),
  }));
  return { ...rest, Failed: entries };
}

const NOT_IN_FLIGHT = 'Message does not exist or is not available for visibility timeout change.';
const EXPIRED = 'The receipt handle has expired.';

const failedOf = (told: unknown) => ((told as Told).Failed ?? []) as readonly Told[];
const messagesOf = (told: unknown) => ((told as Told).Messages ?? []) as readonly Told[];
const countOf = (told: unknown, name: string) => {
  const { Attributes = {} } = told as { readonly Attributes?: Readonly<Record<string, string>> };
  return Number(Attributes[`ApproximateNumberOfMessages${name}`]);
};
const isFifo = ({ action }: Pair) => action.call !== 'wait' && action.queue.endsWith('.fifo');

/** An answer in which the entries of some ids, that failed for a reason, have gone well. */
function withoutFailures(told: unknown, reason: string, ids: readonly unknown[]): unknown {
  const { Failed, Successful, ...rest } = told as {
    readonly Failed: readonly Told[];
    readonly Successful?: readonly Told[];
  };
  const isOther = ({ Id, Message }: Told) => ids.includes(Id) && String(Message).endsWith(reason);
  const gone = Failed.filter(isOther).map(({ Id }) => ({ Id }));
  const kept = Failed.filter((entry) => !isOther(entry));
  const all = [...(Successful ?? []), ...gone].sort((a, b) => Number(a.Id) - Number(b.Id));
  return { ...(kept.length > 0 && { Failed: kept }), ...rest, Successful: all };
}

/** Whether only ours refuses, the call or entries of it, for a reason. */
function isRefusedHere({ ours, other }: Pair, reason: string): boolean {
  const { error, message } = ours as Told;
  if (error !== undefined) return String(message).endsWith(reason) && isDeepStrictEqual(other, {});
  const ids = ((other as { readonly Successful?: readonly Told[] }).Successful ?? []).map(({ Id }) => Id);
  return failedOf(ours).length > 0 && isDeepStrictEqual(withoutFailures(ours, reason, ids), likeAws(other));
}

/** Whether only the other refuses, for a reason. */
const isRefusedThere = ({ ours, other, ...rest }: Pair, reason: string) =>
  isRefusedHere({ ...rest, ours: likeAws(other), other: ours }, reason);

/** The messages that a call's handles stand for. */
function messageIdsOf({ input }: Request): readonly (string | undefined)[] {
  const { ReceiptHandle, Entries = [] } = input as {
    readonly ReceiptHandle?: string;
    readonly Entries?: readonly Told[];
  };
  const handles = ReceiptHandle === undefined ? Entries.map((entry) => String(entry.ReceiptHandle)) : [ReceiptHandle];
  return handles.map((handle) => Buffer.from(handle, 'base64').toString().split(' ')[1]);
}

/** The messages that ours says were sent before, where the other takes them in once more. */
function newIdsOf(ours: unknown, other: unknown): readonly string[] {
  const numbers = (told: unknown) => {
    const { MessageId, Successful = [] } = told as {
      readonly MessageId?: unknown;
      readonly Successful?: readonly Told[];
    };
    return (MessageId === undefined ? Successful.map((one) => one.MessageId) : [MessageId]).map(String);
  };
  const others = numbers(other);
  return numbers(ours).filter((number, index) => number !== others[index]);
}

/** What is received, without the deduplication ids of dead letters. */
function withoutDeduplicationIds(told: unknown): unknown {
  return messagesOf(told).map((message) => {
    const { MessageDeduplicationId, ...others } = (message.Attributes ?? {}) as Told;
    const isDeadLetter = 'DeadLetterQueueSourceArn' in others;
    return { ...message, Attributes: isDeadLetter ? others : { MessageDeduplicationId, ...others } };
  });
}

const ROWS: readonly Row[] = [
  {
    name: 'fifo-old-handle',
    isHarmless: false,
    explains: (pair) =>
      isFifo(pair) &&
      isRefusedHere(pair, NOT_IN_FLIGHT) &&
      pair.action.call !== 'wait' &&
      messageIdsOf(pair.request).some((id) => pair.facts.isHidden((pair.action as { queue: QueueName }).queue, id)),
  },
  { name: 'visibility-of-visible', isHarmless: true, explains: (pair) => isRefusedHere(pair, NOT_IN_FLIGHT) },
  { name: 'fifo-old-handle', isHarmless: false, explains: (pair) => isFifo(pair) && isRefusedHere(pair, EXPIRED) },
  {
    name: 'handle-of-dead-letter',
    isHarmless: true,
    explains: (pair) =>
      isFifo(pair) &&
      isRefusedThere(pair, EXPIRED) &&
      messageIdsOf(pair.request).some((id) => pair.facts.isDeadLetter(id)),
  },
  {
    name: 'group-scope-forgets-other-group',
    isHarmless: false,
    explains: ({ action, ours, other, facts }) =>
      action.call !== 'wait' &&
      action.queue === 'groups.fifo' &&
      newIdsOf(ours, other)
        .slice(0, 1)
        .some((number) => facts.wasSentToOtherGroup(number)),
  },
  {
    name: 'purge-in-progress',
    isHarmless: false,
    explains: ({ ours, other }) => (ours as Told).error === 'PurgeQueueInProgress' && isDeepStrictEqual(other, {}),
  },
  {
    name: 'dead-letter-deduplication-id',
    isHarmless: true,
    explains: ({ action, ours, other }) =>
      action.call === 'receive' &&
      action.queue === 'dead.fifo' &&
      isDeepStrictEqual(withoutDeduplicationIds(ours), withoutDeduplicationIds(other)),
  },
  {
    name: 'purge-forgets-deduplication',
    isHarmless: false,
    explains: ({ ours, other, facts, ...pair }) =>
      isFifo({ ours, other, facts, ...pair }) &&
      newIdsOf(ours, other)
        .slice(0, 1)
        .some((number) => facts.wasPurged(number)),
  },
  {
    name: 'fifo-group-released-early',
    isHarmless: false,
    explains: (pair) => {
      const ours = messagesOf(pair.ours).map(({ MessageId }) => MessageId);
      const more = messagesOf(pair.other).filter(({ MessageId }) => !ours.includes(MessageId));
      return (
        isFifo(pair) &&
        more.length > 0 &&
        more.every(({ MessageId }) => pair.busy.has(pair.facts.groupOf(String(MessageId)) ?? ''))
      );
    },
  },
  {
    name: 'batch-error-without-message',
    isHarmless: true,
    explains: ({ ours, other }) =>
      ['EmptyBatchRequest', 'BatchEntryIdsNotDistinct'].includes(String((ours as Told).error)) &&
      isDeepStrictEqual(withoutMessage(ours), withoutMessage(other)),
  },
  {
    name: 'failed-entry-codes',
    isHarmless: true,
    explains: ({ ours, other }) => 'Failed' in (other as Told) && isDeepStrictEqual(ours, likeAws(other)),
  },
  {
    name: 'fifo-hidden-message-holds-all',
    isHarmless: false,
    explains: (pair) => {
      if (!isFifo(pair) || pair.action.call === 'wait' || !pair.facts.hasOverdue(pair.action.queue)) return false;
      const { call } = pair.action;
      const more = (told: unknown) => countOf(told, 'NotVisible');
      if (call === 'count' || call === 'other') return more(pair.other) > more(pair.ours);
      return call === 'receive';
    },
  },
  {
    name: 'fifo-order-of-groups',
    isHarmless: false,
    explains: (pair) =>
      isFifo(pair) &&
      pair.action.call === 'receive' &&
      pair.facts.hasComeBack(pair.action.queue) &&
      messagesOf(pair.other).length > 0 &&
      messagesOf(pair.other).every(({ MessageId }) => !pair.busy.has(pair.facts.groupOf(String(MessageId)) ?? '')),
  },
  {
    name: 'dead-letter-deduplicated',
    isHarmless: false,
    explains: ({ action, ours, other, facts }) => {
      if (action.call === 'wait' || !facts.hasDeadLetters('dead.fifo')) return false;
      // What it swallows it renames, in the queue from which it came as well.
      const isRenamed = newIdsOf(ours, other)
        .slice(0, 1)
        .some((number) => facts.isDeadLetterOf(number));
      return action.queue === 'dead.fifo' || (action.queue === 'source.fifo' && isRenamed);
    },
  },
];

/** The rows of the table in sim/sqs/README.md that random calls meet. */
export const rows: readonly string[] = ROWS.map(({ name }) => name);

/** Why LocalStack answers otherwise. */
export function explanationOf(pair: Pair): Explanation {
  const row = ROWS.find(({ explains }) => explains(pair));
  return { explanation: row?.name, isHarmless: row?.isHarmless ?? false };
}
