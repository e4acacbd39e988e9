import type { Key } from '../../history/event.ts';
import type { Call } from './call.ts';

/**
 * The calls of one key, laid out in time. Returns are numbered in their order; between two of them, new calls open. Each
 * open call holds a slot, which is free again after its return; calls that never return keep theirs.
 */
export interface Partition {
  readonly key: Key;
  /** In the order of their invocations. */
  readonly calls: readonly Call[];
  /** By return: the call that returns. */
  readonly returning: readonly number[];
  /** By return n: the calls that open after return n − 1 and before it are those from `opened[n]` to `opened[n + 1]`. */
  readonly opened: readonly number[];
  /** By call. */
  readonly slot: readonly number[];
  readonly slots: number;
}

/** What a key is called in violations. */
export function nameOf({ key }: Pick<Partition, 'key'>): string {
  return key === '' ? 'history' : String(key);
}

/** A partition in the making: calls begin and end in the order of time. */
export class Layout implements Partition {
  readonly key: Key;
  readonly calls: Call[] = [];
  readonly returning: number[] = [];
  readonly opened: number[] = [0];
  readonly slot: number[] = [];
  readonly #free: number[] = [];
  slots = 0;

  constructor(key: Key) {
    this.key = key;
  }

  /** The number of the call. */
  begin(call: Call): number {
    this.slot.push(this.#free.pop() ?? this.slots++);
    return this.calls.push(call) - 1;
  }

  /** A call returns. */
  end(call: number): void {
    this.returning.push(call);
    this.opened.push(this.calls.length);
    this.#free.push(this.slot[call] as number);
  }
}
