import type { Answer } from './injector.ts';

/** All answers together, in bytes; the oldest go first. */
const MOST_BYTES = 4 * 1024 * 1024;

interface Remembered {
  readonly answer: Answer;
  readonly bytes: number;
  /** Epoch milliseconds at which it was asked for. */
  readonly at: number;
}

/** The last answer to each read of an execution environment. */
export class ReadMemory {
  private readonly answers = new Map<string, Remembered>();
  private bytes = 0;

  /** The answer to this request, if it was asked for no longer ago than that. */
  recall(request: string, now: number, maxAgeMs: number): Answer | undefined {
    const known = this.answers.get(request);
    return known !== undefined && now - known.at <= maxAgeMs ? known.answer : undefined;
  }

  /** Takes an answer whose body can be read again. */
  remember(request: string, remembered: Remembered): void {
    this.forget(request);
    this.answers.set(request, remembered);
    this.bytes += remembered.bytes;
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= MOST_BYTES) break;
      this.forget(oldest);
    }
  }

  private forget(request: string): void {
    this.bytes -= this.answers.get(request)?.bytes ?? 0;
    this.answers.delete(request);
  }
}
