import type { MessageEvent } from '../../run/run-files.ts';
import type { QueueEvent } from '../sqs/queue/events.ts';

/** The end of a receipt handle tells receipts apart. */
const RECEIPT_LENGTH = 24;
const LONGEST_LABEL = 100;
const TOLD = new Set<string>(['send', 'receive', 'extend', 'give-back', 'delete', 'dead-letter']);

/** Writes down what queues do with messages, as the lines of `messages.jsonl`. */
export class MessageJournal {
  readonly #lines: MessageEvent[] = [];

  readonly hear = ({ atMs, event, queue, message, handle, visibilityMs }: QueueEvent): void => {
    if (!TOLD.has(event)) return;
    const { id, body, groupId, sourceArn } = message.content;
    this.#lines.push({
      ...{ at: atMs, event: event as MessageEvent['event'], queue, message: id },
      ...(event === 'send' && { labels: labelsOf(body), ...(groupId !== undefined && { group: groupId }) }),
      ...(handle !== undefined && { receipt: handle.slice(-RECEIPT_LENGTH) }),
      ...(event === 'receive' && { count: message.receiveCount }),
      ...(visibilityMs !== undefined && { visibilityMs }),
      ...(event === 'dead-letter' &&
        sourceArn !== undefined && { source: sourceArn.slice(sourceArn.lastIndexOf(':') + 1) }),
    });
  };

  /** The lines since a time, as text. */
  since(time: number): string {
    return this.#lines
      .filter(({ at }) => at >= time)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
  }
}

/** What a message says of itself at its top level. */
function labelsOf(body: string): Record<string, string> {
  try {
    const fields: unknown = JSON.parse(body);
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return {};
    return Object.fromEntries(
      Object.entries(fields).filter(([, value]) => typeof value === 'string' && value.length <= LONGEST_LABEL),
    );
  } catch {
    return {};
  }
}
