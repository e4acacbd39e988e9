import { type LambdaRecord, type Message, recordOf } from './records.ts';
import type { Plan } from './settings.ts';

/** How a mapping calls SQS: as a client that waits; returns what takes it out of the wait. */
export type CallQueues = (
  operation: string,
  input: object,
  done: (outcome: { readonly output: object } | { readonly error: { readonly code: string } }) => void,
) => () => void;

/** A message that a poller holds, as its function gets it. */
export interface Taken {
  readonly record: LambdaRecord;
}

const MOST_AT_ONCE = 10;
const LONGEST_POLL_SECONDS = 20;
const DEFAULT_VISIBILITY_SECONDS = 30;
const SECOND_MS = 1000;

/** The queue of a mapping, as its pollers use it. */
export class Source {
  readonly #plan: Plan;
  readonly #call: CallQueues;
  readonly #url: string;

  constructor(plan: Plan, call: CallQueues) {
    this.#plan = plan;
    this.#call = call;
    // SQS finds a queue by the end of its URL, whatever address its clients use.
    this.#url = `https://sqs.${plan.region}.amazonaws.com/${plan.account}/${plan.queueName}`;
  }

  /** Takes up to so many messages, or waits for some, at most twenty seconds; undefined if there is no such queue. */
  receive(limit: number, waitSeconds: number, done: (messages: readonly Taken[] | undefined) => void): () => void {
    const { queueArn, region } = this.#plan;
    const input = {
      QueueUrl: this.#url,
      MaxNumberOfMessages: Math.min(limit, MOST_AT_ONCE),
      WaitTimeSeconds: Math.min(waitSeconds, LONGEST_POLL_SECONDS),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    return this.#call('ReceiveMessage', input, (outcome) => {
      if ('error' in outcome) return done(outcome.error.code === 'OverLimit' ? [] : undefined);
      const { Messages = [] } = outcome.output as { readonly Messages?: readonly Message[] };
      done(Messages.map((message) => ({ record: recordOf(message, queueArn, region) })));
    });
  }

  /** For how long a message is hidden that is received now, in milliseconds. */
  get visibilityMs(): number {
    let seconds = DEFAULT_VISIBILITY_SECONDS;
    this.#call('GetQueueAttributes', { QueueUrl: this.#url, AttributeNames: ['VisibilityTimeout'] }, (outcome) => {
      if ('error' in outcome) return;
      const { Attributes } = outcome.output as { readonly Attributes: { readonly VisibilityTimeout: string } };
      seconds = Number(Attributes.VisibilityTimeout);
    });
    return seconds * SECOND_MS;
  }

  /** Deletes messages; one whose time is over stays and is received again. */
  delete(messages: readonly Taken[]): void {
    for (let start = 0; start < messages.length; start += MOST_AT_ONCE) {
      const Entries = messages
        .slice(start, start + MOST_AT_ONCE)
        .map(({ record }, index) => ({ Id: String(index), ReceiptHandle: record.receiptHandle }));
      this.#call('DeleteMessageBatch', { QueueUrl: this.#url, Entries }, () => {});
    }
  }
}
