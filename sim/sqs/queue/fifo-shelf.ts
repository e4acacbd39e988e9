import type { Message } from '../messages/message.ts';
import type { Shelf } from './shelf.ts';

interface Group {
  readonly id: string;
  /** Those that are not gone, in the order in which they were sent. */
  messages: Message[];
  /** How many of them are in flight. */
  inFlight: number;
}

/** Among how many groups a receive chooses: more than it can empty, as it takes at most ten messages. */
const LOOK_AHEAD = 16;

/**
 * Strict order within a group: "While messages with a particular MessageGroupId are invisible, no more messages belonging to
 * the same MessageGroupId are returned" (API Reference, "ReceiveMessage"). As many messages of one group as possible come
 * first ("Amazon SQS FIFO queue delivery logic").
 */
export class FifoShelf implements Shelf {
  readonly #groups = new Map<string, Group>();
  /** Groups of which something can be received, in the order in which they became so. */
  readonly #ready = new Set<Group>();

  get isEmpty(): boolean {
    return this.#ready.size === 0;
  }

  #groupOf({ content: { groupId = '' } }: Message): Group {
    const known = this.#groups.get(groupId);
    if (known !== undefined) return known;
    const group = { id: groupId, messages: [], inFlight: 0 };
    this.#groups.set(groupId, group);
    return group;
  }

  #look(group: Group): void {
    if (group.messages.length === 0) this.#groups.delete(group.id);
    if (group.inFlight === 0 && group.messages.length > 0) this.#ready.add(group);
    else this.#ready.delete(group);
  }

  add(message: Message, isBack: boolean): void {
    const group = this.#groupOf(message);
    if (isBack) group.inFlight -= 1;
    else group.messages.push(message);
    this.#look(group);
  }

  forget(message: Message): void {
    const group = this.#groups.get(message.content.groupId ?? '');
    const index = group?.messages.indexOf(message) ?? -1;
    if (group === undefined || index < 0) return;
    group.messages.splice(index, 1);
    if (message.place === 'in-flight') group.inFlight -= 1;
    this.#look(group);
  }

  /** On a calm day as on LocalStack: its group queues up again, behind the others. */
  keep(message: Message): void {
    const group = this.#groupOf(message);
    if (this.#ready.delete(group)) this.#ready.add(group);
  }

  giveUp(message: Message): void {
    this.forget(message);
  }

  hide(message: Message): void {
    const group = this.#groupOf(message);
    group.inFlight += 1;
    this.#look(group);
  }

  hand(choose: (count: number) => number, take: (message: Message) => 'more' | 'enough'): void {
    const others = this.#ready.values();
    const near: Group[] = [];
    for (;;) {
      while (near.length < LOOK_AHEAD) {
        const { value } = others.next();
        if (value === undefined) break;
        near.push(value);
      }
      const [group] = near.splice(choose(near.length), 1);
      if (group === undefined) return;
      for (let index = 0; index < group.messages.length; ) {
        const message = group.messages[index] as Message;
        const verdict = take(message);
        // One that goes to the dead-letter queue leaves its place to the next.
        if (group.messages[index] === message) index += 1;
        if (verdict === 'enough') return;
      }
    }
  }
}
