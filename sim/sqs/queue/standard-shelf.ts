import type { Message } from '../messages/message.ts';
import { Heap } from './heap.ts';
import type { Shelf } from './shelf.ts';

/** Best-effort order: on a calm day the oldest first, and what was given back before what came later. */
export class StandardShelf implements Shelf {
  /** Some of them may be gone: whoever deletes does not search. */
  readonly #visible = new Heap<Message>((a, b) => a.order < b.order);
  #gone = 0;

  get isEmpty(): boolean {
    return this.#visible.size === this.#gone;
  }

  add(message: Message): void {
    this.#visible.add(message);
  }

  keep(message: Message): void {
    this.#visible.add(message);
  }

  forget(message: Message): void {
    if (message.place === 'visible') this.#gone += 1;
  }

  hide(): void {}

  giveUp(): void {}

  hand(choose: (count: number) => number, take: (message: Message) => 'more' | 'enough'): void {
    while (!this.isEmpty) {
      const message = this.#visible.takeAt(choose(this.#visible.size)) as Message;
      if (message.place === 'gone') this.#gone -= 1;
      else if (take(message) === 'enough') return;
    }
  }
}
