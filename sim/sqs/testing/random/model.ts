import { DEAD_LETTERS, type HandleIndex, MAX_RECEIVES, QUEUES, type QueueName } from './actions.ts';

/** What a call changes or tells, in the model's words: messages by the number of their sending. */
export type Outcome =
  | { readonly error: string }
  | { readonly received: readonly (readonly [message: number, count: number])[] }
  | { readonly counts: readonly number[] }
  | { readonly done: true };

const SECONDS_OF_DEDUPLICATION = 300;
const SECONDS_OF_RETENTION = 345_600;
const USUAL_SECONDS = 30;
const LONGEST_SECONDS = 43_200;
const REFUSED = { error: 'InvalidParameterValueException' };
const DONE = { done: true } as const;

interface Message {
  readonly number: number;
  readonly group: string;
  readonly sentAt: number;
  /** The place in its queue. */
  order: number;
  /** From when it can be received. */
  from: number;
  isHeld: boolean;
  count: number;
  countHere: number;
  receipt: number;
  receivedAt: number;
}

interface Handle {
  readonly message: Message;
  readonly receipt: number;
}

/** SQS by brute force: lists that are searched from end to end, and nothing is remembered that can be looked up. */
export class Model {
  #now = 0;
  #order = 0;
  #receipts = 0;
  readonly #queues = new Map<QueueName, Message[]>(QUEUES.map((queue) => [queue, []]));
  readonly #handles = new Map<QueueName, Handle[]>(QUEUES.map((queue) => [queue, []]));
  readonly #sent: { queue: QueueName; key: string; at: number; number: number }[] = [];

  wait(seconds: number): void {
    this.#now += seconds;
  }

  #of(queue: QueueName): Message[] {
    const kept = (this.#queues.get(queue) ?? []).filter(({ sentAt }) => sentAt + SECONDS_OF_RETENTION > this.#now);
    this.#queues.set(queue, kept);
    return kept;
  }

  #put(queue: QueueName, message: Message): void {
    this.#order += 1;
    message.order = this.#order;
    this.#of(queue).push(message);
  }

  /** Takes a message in; the number is that of an earlier one if it repeats that. */
  send(queue: QueueName, number: number, given: { group: string; key: string | undefined; delay: number }): number {
    const { group, key, delay } = given;
    const before = this.#sent.find(
      (one) => one.queue === queue && one.key === key && one.at + SECONDS_OF_DEDUPLICATION > this.#now,
    );
    if (key !== undefined && before !== undefined) return before.number;
    if (key !== undefined) this.#sent.unshift({ queue, key, at: this.#now, number });
    const [count, countHere, receipt, receivedAt] = [0, 0, 0, 0];
    this.#put(queue, {
      number,
      group,
      sentAt: this.#now,
      order: 0,
      from: this.#now + delay,
      isHeld: false,
      count,
      countHere,
      receipt,
      receivedAt,
    });
    return number;
  }

  #isBusy(queue: QueueName, group: string): boolean {
    return queue.endsWith('.fifo') && this.#of(queue).some((one) => one.group === group && one.from > this.#now);
  }

  /** `told` are the messages that SQS has told, as the order of groups is left open. */
  receive(queue: QueueName, limit: number, seconds = USUAL_SECONDS, told: readonly number[] = []): Outcome {
    const dead = DEAD_LETTERS[queue];
    const visible = this.#of(queue).filter(({ from, group }) => from <= this.#now && !this.#isBusy(queue, group));
    const taken: Message[] = [];
    const rankOf = ({ group }: Message) => {
      const index = told.findIndex((number) => visible.some((one) => one.number === number && one.group === group));
      return !queue.endsWith('.fifo') || index < 0 ? told.length : index;
    };
    // As many of one group as possible come first; which group is first is left open.
    for (const message of visible.sort((a, b) => rankOf(a) - rankOf(b) || a.order - b.order)) {
      if (taken.length === limit) break;
      if (dead !== undefined && message.countHere >= MAX_RECEIVES) {
        this.#queues.set(
          queue,
          this.#of(queue).filter((one) => one !== message),
        );
        this.#put(dead, {
          ...message,
          countHere: 0,
          receipt: 0,
          isHeld: false,
          sentAt: queue.endsWith('.fifo') ? this.#now : message.sentAt,
        });
      } else taken.push(message);
    }
    for (const message of taken.sort((a, b) => told.indexOf(a.number) - told.indexOf(b.number))) {
      this.#receipts += 1;
      message.count += 1;
      message.countHere += 1;
      message.receipt = this.#receipts;
      message.receivedAt = this.#now;
      message.isHeld = seconds > 0;
      message.from = this.#now + seconds;
      this.#handles.get(queue)?.push({ message, receipt: message.receipt });
    }
    return { received: taken.map(({ number, count }) => [number, count] as const) };
  }

  #find(queue: QueueName, index: HandleIndex) {
    const handle = this.#handles.get(queue)?.at(-1 - index);
    const message = handle && this.#of(queue).find((one) => one === handle.message);
    const isInFlight = message?.isHeld === true && message.from > this.#now;
    return { handle, message, isInFlight, isLast: message?.receipt === handle?.receipt };
  }

  delete(queue: QueueName, index: HandleIndex): Outcome {
    const { handle, message, isInFlight, isLast } = this.#find(queue, index);
    if (handle === undefined) return { error: 'ReceiptHandleIsInvalid' };
    if (message === undefined) return DONE;
    if (queue.endsWith('.fifo') && !(isInFlight && isLast)) return REFUSED;
    this.#queues.set(
      queue,
      this.#of(queue).filter((one) => one !== message),
    );
    return DONE;
  }

  change(queue: QueueName, index: HandleIndex, seconds: number): Outcome {
    const { handle, message, isInFlight, isLast } = this.#find(queue, index);
    if (handle === undefined) return { error: 'ReceiptHandleIsInvalid' };
    if (message === undefined || !isInFlight || (queue.endsWith('.fifo') && !isLast)) return REFUSED;
    if (this.#now + seconds > message.receivedAt + LONGEST_SECONDS) return REFUSED;
    message.from = this.#now + seconds;
    message.isHeld = seconds > 0;
    return DONE;
  }

  purge(queue: QueueName): void {
    this.#queues.set(queue, []);
  }

  count(queue: QueueName): Outcome {
    const all = this.#of(queue);
    const hidden = all.filter(({ from }) => from > this.#now);
    const held = hidden.filter(({ isHeld }) => isHeld).length;
    return { counts: [all.length - hidden.length, held, hidden.length - held] };
  }
}
