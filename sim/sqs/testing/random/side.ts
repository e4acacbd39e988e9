import { type Action, attributesOf, DEAD_LETTERS, MAX_RECEIVES, QUEUES, type QueueName } from './actions.ts';

/** What a call came to. */
export type Told = Readonly<Record<string, unknown>>;

/** A call of the API. */
export interface Request {
  readonly operation: string;
  readonly input: object;
}

const GARBAGE = 'Z2FyYmFnZQ==';
const ACCOUNT = '000000000000';
const REGION = 'us-east-1';

/** Numbers things in the order in which they are first seen, so that two sides with other ids can be compared. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): string {
    const known = this.#numbers.get(text);
    if (known !== undefined) return `#${known}`;
    this.#numbers.set(text, this.#numbers.size);
    return `#${this.#numbers.size - 1}`;
  }

  behind(number: string): string | undefined {
    return [...this.#numbers.keys()][Number(number.slice(1))];
  }
}

/** One SQS of those that get the same calls: it knows its own URLs, handles and ids. */
export class Side {
  readonly #prefix: string;
  readonly #urls = new Map<QueueName, string>();
  readonly #handles = new Map<QueueName, string[]>(QUEUES.map((queue) => [queue, []]));
  readonly #ids = new Numbering();

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The calls that create its queues, in their order: dead-letter queues first. */
  creations(): readonly { readonly queue: QueueName; readonly request: Request }[] {
    const sources = QUEUES.filter((queue) => DEAD_LETTERS[queue] !== undefined);
    const all = [...QUEUES.filter((queue) => !sources.includes(queue)), ...sources];
    return all.map((queue) => {
      const dead = DEAD_LETTERS[queue];
      const deadLetterTargetArn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${this.#prefix}${dead}`;
      const redrive = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MAX_RECEIVES });
      const Attributes = { ...attributesOf(queue), ...(dead !== undefined && { RedrivePolicy: redrive }) };
      return {
        queue,
        request: { operation: 'CreateQueue', input: { QueueName: `${this.#prefix}${queue}`, Attributes } },
      };
    });
  }

  created(queue: QueueName, { QueueUrl }: Told): void {
    this.#urls.set(queue, QueueUrl as string);
  }

  /** The id that stands behind a number in what was read. */
  idOf(number: string): string | undefined {
    return this.#ids.behind(number);
  }

  #handle(queue: QueueName, index: number): string {
    return this.#handles.get(queue)?.at(-1 - index) ?? GARBAGE;
  }

  /** What an action asks of this side; nothing of a wait. */
  requestOf(action: Exclude<Action, { call: 'wait' }>): Request {
    const { queue } = action;
    const QueueUrl = this.#urls.get(queue);
    const entries = (handles: readonly number[], more: object = {}) =>
      handles.map((index, at) => ({ Id: String(at), ReceiptHandle: this.#handle(queue, index), ...more }));
    switch (action.call) {
      case 'send':
        return { operation: 'SendMessage', input: { QueueUrl, ...action.message } };
      case 'sendBatch': {
        const Entries = action.messages.map((message, at) => ({ Id: action.ids[at] ?? String(at), ...message }));
        return { operation: 'SendMessageBatch', input: { QueueUrl, Entries } };
      }
      case 'receive':
        return { operation: 'ReceiveMessage', input: { QueueUrl, ...action.parameters } };
      case 'delete':
        return { operation: 'DeleteMessage', input: { QueueUrl, ReceiptHandle: this.#handle(queue, action.handle) } };
      case 'deleteBatch':
        return { operation: 'DeleteMessageBatch', input: { QueueUrl, Entries: entries(action.handles) } };
      case 'change': {
        const ReceiptHandle = this.#handle(queue, action.handle);
        return {
          operation: 'ChangeMessageVisibility',
          input: { QueueUrl, ReceiptHandle, VisibilityTimeout: action.seconds },
        };
      }
      case 'changeBatch': {
        const Entries = entries(action.handles, { VisibilityTimeout: action.seconds });
        return { operation: 'ChangeMessageVisibilityBatch', input: { QueueUrl, Entries } };
      }
      case 'count': {
        const AttributeNames = ['', 'NotVisible', 'Delayed'].map((name) => `ApproximateNumberOfMessages${name}`);
        return { operation: 'GetQueueAttributes', input: { QueueUrl, AttributeNames } };
      }
      case 'other':
        if (action.operation === 'GetQueueUrl')
          return { operation: action.operation, input: { QueueName: `${this.#prefix}${queue}` } };
        return { operation: action.operation, input: { QueueUrl, ...action.input } };
    }
  }

  /** An answer in terms that both sides share. Notes the handles in it. */
  read(action: Exclude<Action, { call: 'wait' }>, answer: Told): unknown {
    const messages = (answer.Messages ?? []) as readonly { readonly ReceiptHandle: string }[];
    this.#handles.get(action.queue)?.push(...messages.map(({ ReceiptHandle }) => ReceiptHandle));
    return this.#shared(answer, action.queue);
  }

  #shared(value: unknown, queue: QueueName): unknown {
    if (typeof value === 'string') return this.#sharedText(value, queue);
    if (Array.isArray(value)) return value.map((one) => this.#shared(one, queue));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value)
      .filter(([, one]) => !(Array.isArray(one) && one.length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(members.map(([name, one]) => [name, this.#member(name, one, queue)]));
  }

  #member(name: string, value: unknown, queue: QueueName): unknown {
    if (name === 'MessageId') return this.#ids.of(value as string);
    if (name === 'SequenceNumber') return 'a number';
    if (name === 'ReceiptHandle') return 'a handle';
    if (/Timestamp$/.test(name)) return 'a time';
    if (name === 'Policy' && typeof value === 'string') return this.#shared(JSON.parse(value), queue);
    return this.#shared(value, queue);
  }

  #sharedText(text: string, queue: QueueName): string {
    const withoutHandles = (this.#handles.get(queue) ?? []).reduce(
      (rest, handle) => (rest.includes(handle) ? rest.replaceAll(handle, 'HANDLE') : rest),
      text,
    );
    return withoutHandles.replace(/https?:\/\/[^ "]*\//g, '').replaceAll(this.#prefix, '');
  }
}
