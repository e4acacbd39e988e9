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

  #hidden(queue: QueueName): readonly { readonly id: string; readonly group: string }[] {
    const untilMs = new Map<string, { readonly id: string; readonly group: string; readonly untilMs: number }>();
    for (const { atMs, queue: name, message, visibilityMs = 0 } of this.#world.events) {
      const { id, groupId: group = '' } = message.content;
      if (name === `${this.#prefix}${queue}`) untilMs.set(id, { id, group, untilMs: atMs + visibilityMs });
    }
    return [...untilMs.values()].filter((one) => one.untilMs > this.#world.nowMs);
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
