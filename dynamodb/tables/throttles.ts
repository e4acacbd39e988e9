import type { DynamoDbError } from '../calls/errors.ts';
import { isThrottle } from './throughput.ts';

/** Parts of a batch that were throttled, and so are left unprocessed; a batch of which nothing else is left fails with that. */
export class Throttles {
  #count = 0;
  #last: DynamoDbError | undefined;

  /** Does a part, unless it is throttled: then nothing comes of it. */
  attempt<T>(part: () => T): { readonly done: T } | undefined {
    try {
      return { done: part() };
    } catch (error) {
      if (!isThrottle(error)) throw error;
      this.#count += 1;
      this.#last = error;
      return undefined;
    }
  }

  /** Throws if all of so many parts were throttled. */
  throwIfAll(parts: number): void {
    if (this.#last !== undefined && this.#count === parts) throw this.#last;
  }
}
