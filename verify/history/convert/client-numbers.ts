import type { ProcessId } from '../event.ts';

/** Processes as numbers from 0, in the order in which they came: other tools know no other ids. */
export class ClientNumbers {
  readonly #known = new Map<ProcessId, number>();

  of(process: ProcessId): number {
    const known = this.#known.get(process);
    if (known !== undefined) return known;
    this.#known.set(process, this.#known.size);
    return this.#known.size - 1;
  }
}
