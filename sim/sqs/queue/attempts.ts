import type { Message } from '../messages/message.ts';

/** "You can use ReceiveRequestAttemptId only for 5 minutes after a ReceiveMessage action." (API Reference, "ReceiveMessage") */
const INTERVAL_MS = 5 * 60_000;

interface Taken {
  readonly message: Message;
  readonly receipt: number;
  readonly dueMs: number;
}

interface Attempt {
  readonly atMs: number;
  readonly taken: readonly Taken[];
}

/** What receives from a FIFO queue got, by the ids that their callers gave them. */
export class Attempts {
  readonly #attempts = new Map<string, Attempt>();

  /**
   * The messages of an earlier receive with this id: "It is possible to retry the ReceiveMessage action with the same
   * ReceiveRequestAttemptId if none of the messages have been modified (deleted or had their visibility changes)."
   */
  find(id: string, nowMs: number): readonly Message[] | undefined {
    for (const [oldest, { atMs }] of this.#attempts) {
      if (atMs + INTERVAL_MS > nowMs) break;
      this.#attempts.delete(oldest);
    }
    const known = this.#attempts.get(id);
    const isUntouched = ({ message, receipt, dueMs }: Taken) =>
      message.place === 'in-flight' && message.receipt === receipt && message.dueMs === dueMs;
    return known?.taken.every(isUntouched) ? known.taken.map(({ message }) => message) : undefined;
  }

  /** Remembers what a receive got; a retry does not lengthen the interval. */
  note(id: string, messages: readonly Message[], nowMs: number): void {
    const atMs = this.#attempts.get(id)?.atMs ?? nowMs;
    const taken = messages.map((message) => ({ message, receipt: message.receipt, dueMs: message.dueMs }));
    this.#attempts.set(id, { atMs, taken });
  }

  clear(): void {
    this.#attempts.clear();
  }
}
