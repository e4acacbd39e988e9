import type { Content } from '../messages/message.ts';

/** "the 5-minute deduplication interval" (Developer Guide, "Using the message deduplication ID in Amazon SQS") */
const INTERVAL_MS = 5 * 60_000;

interface Sent {
  readonly content: Content;
  readonly atMs: number;
}

/** What a FIFO queue was sent in the last five minutes, also if it was received and deleted since. */
export class Deduplication {
  /** In the order in which it was sent, so that the oldest is first. */
  readonly #sent = new Map<string, Sent>();

  /** The first message with the same id, if the interval is not over. */
  find(id: string, nowMs: number): Content | undefined {
    for (const [oldest, { atMs }] of this.#sent) {
      if (atMs + INTERVAL_MS > nowMs) break;
      this.#sent.delete(oldest);
    }
    return this.#sent.get(id)?.content;
  }

  note(id: string, content: Content, nowMs: number): void {
    this.#sent.set(id, { content, atMs: nowMs });
  }
}
