import type { QueueEvent } from '../sim/sqs/queue/events.ts';
import type { Action, QueueName } from '../sim/sqs/testing/random/actions.ts';
import type { Side } from '../sim/sqs/testing/random/side.ts';
import type { World } from '../sim/sqs/testing/world.ts';

/** What is known of the messages of a history, from the events of the simulated SQS. */
export class Facts {
  readonly #world: World;
  readonly #side: Side;
  readonly #prefix: string;
  readonly #purges: QueueName[] = [];

  constructor(world: World, side: Side, prefix: string) {
    this.#world = world;
    this.#side = side;
    this.#prefix = prefix;
  }

  /** The group of a message by its number. */
  groupOf(number: string): string | undefined {
    const id = this.#side.idOf(number);
    return this.#world.events.find(({ message }) => message.content.id === id)?.message.content.groupId;
  }

  /** Whether a message has gone to a dead-letter queue. */
  isDeadLetter(id: string | undefined): boolean {
    return this.#world.events.some(({ event, message }) => event === 'dead-letter' && message.content.id === id);
  }

  /** Whether the message of a number has gone to a dead-letter queue. */
  isDeadLetterOf(number: string): boolean {
    return this.isDeadLetter(this.#side.idOf(number));
  }

  /** Whether dead letters have come into a queue. */
  hasDeadLetters(queue: QueueName): boolean {
    return this.#world.events.some(
      ({ event, queue: name }) => event === 'dead-letter' && name === this.#prefix + queue,
    );
  }

  /** Whether a message with the deduplication id of another was sent to another group of its queue after it. */
  wasSentToOtherGroup(number: string): boolean {
    const id = this.#side.idOf(number);
    const sent = this.#world.events.filter(({ event }) => event === 'send');
    const first = sent.find(({ message }) => message.content.id === id);
    return sent.some(
      ({ queue, message: { content } }) =>
        queue === first?.queue &&
        content.deduplicationId === first.message.content.deduplicationId &&
        content.groupId !== first.message.content.groupId,
    );
  }

  /** Whether a queue was purged after it was sent the message of a number. */
  wasPurged(number: string): boolean {
    const id = this.#side.idOf(number);
    const sent = this.#world.events.find(({ event, message }) => event === 'send' && message.content.id === id);
    return sent !== undefined && this.#purges.some((queue) => sent.queue === `${this.#prefix}${queue}`);
  }

  /** Notes a call that leaves no event. */
  note(action: Action): void {
    if (action.call === 'other' && action.operation === 'PurgeQueue') this.#purges.push(action.queue);
  }

  /** Each message of a queue as it last was told of, and until when it is hidden. */
  #last(
    queue: QueueName,
  ): readonly (QueueEvent & { readonly id: string; readonly group: string; readonly untilMs: number })[] {
    const last = new Map<string, QueueEvent & { id: string; group: string; untilMs: number }>();
    for (const event of this.#world.events) {
      const { id, groupId: group = '' } = event.message.content;
      if (event.queue === `${this.#prefix}${queue}`)
        last.set(id, { ...event, id, group, untilMs: event.atMs + (event.visibilityMs ?? 0) });
    }
    return [...last.values()];
  }

  #hidden(queue: QueueName): readonly { readonly id: string; readonly group: string }[] {
    return this.#last(queue).filter(({ untilMs }) => untilMs > this.#world.nowMs);
  }

  /** Whether the time of a message that was received is over while another one is hidden still. */
  hasOverdue(queue: QueueName): boolean {
    const isOverdue = ({ visibilityMs = 0, untilMs }: { visibilityMs?: number; untilMs: number }) =>
      visibilityMs > 0 && untilMs <= this.#world.nowMs;
    return this.#hidden(queue).length > 0 && this.#last(queue).some(isOverdue);
  }

  /** Whether messages of a queue were given back, or their time was over. */
  hasComeBack(queue: QueueName): boolean {
    return this.#world.events.some(
      ({ queue: name, atMs, visibilityMs }) =>
        name === this.#prefix + queue && visibilityMs !== undefined && atMs + visibilityMs <= this.#world.nowMs,
    );
  }

  /** Whether a message of a queue is in flight. */
  isHidden(queue: QueueName, id: string | undefined): boolean {
    return this.#hidden(queue).some((one) => one.id === id);
  }

  /** The groups of a queue of which messages are in flight. */
  busyGroups(queue: QueueName): ReadonlySet<string> {
    return new Set(this.#hidden(queue).map(({ group }) => group));
  }
}
