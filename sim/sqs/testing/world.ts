import type { Caller, Chance } from '../calls/circumstances.ts';
import { SqsError } from '../calls/errors.ts';
import { calm } from '../chance/calm.ts';
import type { QueueEvent } from '../queue/events.ts';
import { Queues } from '../queues.ts';
import { streamsOf } from './numbers.ts';

/** What a call came to, as tests look at it. */
export type Told = Readonly<Record<string, unknown>>;

/** Who calls in tests. */
export const CALLER: Caller = { account: '000000000000', region: 'us-east-1' };
const SECOND_MS = 1000;

/** A message as ReceiveMessage tells it. */
export interface ToldMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** SQS with a clock that tests move. */
export class World {
  nowMs = Date.UTC(2026, 0, 1);
  readonly events: QueueEvent[] = [];
  readonly queues = new Queues({ listener: (event) => this.events.push({ ...event, message: { ...event.message } }) });
  readonly chance: Chance;

  constructor(chance: Chance = calm(streamsOf(1))) {
    this.chance = chance;
  }

  /** Makes a call and returns its answer. Throws `SqsError`. */
  call(operation: string, input: object): Told {
    return this.queues.call(operation, input, CALLER, { nowMs: this.nowMs, chance: this.chance }) as Told;
  }

  /** Makes a call and returns its answer, an error as `{ error, message }`. */
  tell(operation: string, input: object): Told {
    try {
      return this.call(operation, input);
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      return { error: error.code, message: error.message };
    }
  }

  /** Creates a queue and returns its URL. */
  queue(QueueName: string, Attributes: Readonly<Record<string, string>> = {}): string {
    return this.call('CreateQueue', { QueueName, Attributes }).QueueUrl as string;
  }

  /** Creates a queue with a dead-letter queue and returns the URLs of both. */
  withDeadLetters(maxReceiveCount: number, suffix = ''): { readonly source: string; readonly dead: string } {
    const fifo: Readonly<Record<string, string>> = suffix === '' ? {} : { FifoQueue: 'true' };
    const dead = this.queue(`dead${suffix}`, fifo);
    const deadLetterTargetArn = `arn:aws:sqs:${CALLER.region}:${CALLER.account}:dead${suffix}`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
    return { dead, source: this.queue(`source${suffix}`, { ...fifo, RedrivePolicy }) };
  }

  send(QueueUrl: string, MessageBody: string, parameters: object = {}): Told {
    return this.call('SendMessage', { QueueUrl, MessageBody, ...parameters });
  }

  receive(QueueUrl: string, parameters: object = {}): readonly ToldMessage[] {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...parameters };
    return (this.call('ReceiveMessage', asked).Messages ?? []) as readonly ToldMessage[];
  }

  /** The bodies that a receive brings. */
  bodies(QueueUrl: string, parameters: object = {}): readonly string[] {
    return this.receive(QueueUrl, parameters).map(({ Body }) => Body);
  }

  delete(QueueUrl: string, { ReceiptHandle }: ToldMessage): Told {
    return this.tell('DeleteMessage', { QueueUrl, ReceiptHandle });
  }

  change(QueueUrl: string, { ReceiptHandle }: ToldMessage, VisibilityTimeout: number): Told {
    return this.tell('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout });
  }

  /** How many messages are visible, in flight and delayed. */
  counts(QueueUrl: string): readonly number[] {
    const { Attributes } = this.call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    const names = ['', 'NotVisible', 'Delayed'].map((name) => `ApproximateNumberOfMessages${name}`);
    return names.map((name) => Number((Attributes as Readonly<Record<string, string>>)[name]));
  }

  wait(seconds: number): void {
    this.nowMs += seconds * SECOND_MS;
  }
}
