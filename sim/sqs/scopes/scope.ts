import type { Caller, Circumstances } from '../calls/circumstances.ts';
import type { Listener } from '../queue/events.ts';
import { Queue } from '../queue/queue.ts';
import type { Attributes } from '../queue/settings.ts';
import { arnOf } from './location.ts';
import type { MoveTask } from './move-task.ts';

/** How a queue's URL is made of its owner and its name. */
export type UrlOf = (caller: Caller, name: string) => string;

/** "You must wait 60 seconds after deleting a queue before you can create another queue with the same name." (API Reference, "DeleteQueue") */
const NAME_REST_MS = 60_000;
/** FIFO queues number messages in steps. */
const SEQUENCE_STEP = 256;

/** The queues of an account in a region. */
export class Scope {
  readonly caller: Caller;
  readonly queues = new Map<string, Queue>();
  readonly tasks: MoveTask[] = [];
  readonly #urlOf: UrlOf;
  readonly #listener: Listener;
  readonly #deletedMs = new Map<string, number>();
  #sequence = 0;

  constructor(caller: Caller, urlOf: UrlOf, listener: Listener) {
    this.caller = caller;
    this.#urlOf = urlOf;
    this.#listener = listener;
  }

  create(name: string, attributes: Attributes): Queue {
    const arn = arnOf(this.caller, name);
    const queue = new Queue({ name, arn, url: this.#urlOf(this.caller, name) }, attributes, this.#listener);
    this.queues.set(name, queue);
    return queue;
  }

  delete(queue: Queue, nowMs: number): void {
    this.queues.delete(queue.name);
    this.#deletedMs.set(queue.name, nowMs);
  }

  /** Whether a queue of this name was deleted less than a minute ago. */
  isResting(name: string, nowMs: number): boolean {
    const deletedMs = this.#deletedMs.get(name);
    return deletedMs !== undefined && deletedMs + NAME_REST_MS > nowMs;
  }

  /** The queue of an ARN in this account and region, if it exists. */
  byArn(arn: string): Queue | undefined {
    const queue = this.queues.get(arn.slice(arn.lastIndexOf(':') + 1));
    return queue?.arn === arn ? queue : undefined;
  }

  /** Where a queue's messages go that were received too often, if there is such a queue. */
  deadLettersOf(queue: Queue, nowMs: number): Queue | undefined {
    const { redrive } = queue.settings(nowMs);
    return redrive && this.byArn(redrive.deadLetterArn);
  }

  /** Those whose dead-letter queue this is, in the order in which they were created. */
  sourcesOf(deadLetters: Queue, nowMs: number): readonly Queue[] {
    return [...this.queues.values()].filter(
      (queue) => queue.settings(nowMs).redrive?.deadLetterArn === deadLetters.arn,
    );
  }

  /** "a large, non-consecutive number" of 20 digits that grows (API Reference, "SendMessage"). */
  nextSequenceNumber(): string {
    this.#sequence += SEQUENCE_STEP;
    return `1887${String(this.#sequence).padStart(16, '0')}`;
  }

  /** Moves what tasks are to have moved until now. */
  advance(circumstances: Circumstances): void {
    for (const task of this.tasks) task.advance(this, circumstances);
  }
}
