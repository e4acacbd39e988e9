import type { Key } from '../../history/event.ts';
import type { Call } from './call.ts';
import { firstOf, zeros } from './numbers.ts';

/**
 * The calls of one key, laid out in time. Returns are numbered in their order; between two of them, new calls open. Each
 * open call holds a slot, which is free again after its return; calls that never return keep theirs, after all others.
 */
export interface Partition {
  readonly key: Key;
  /** In the order of their invocations. */
  readonly calls: readonly Call[];
  /** By return: the call that returns. */
  readonly returning: ArrayLike<number>;
  /** By return n: the calls that open after return n − 1 and before it are those from `opened[n]` to `opened[n + 1]`. */
  readonly opened: ArrayLike<number>;
  /** By call. */
  readonly slot: ArrayLike<number>;
  readonly slots: number;
  /** The slots from this one on are of calls that never return, and only they are; a multiple of 32. */
  readonly lostFrom: number;
}

/** What a key is called in violations. */
export function nameOf({ key }: Pick<Partition, 'key'>): string {
  return key === '' ? 'history' : String(key);
}

/** A partition in the making: calls begin and end in the order of time. */
export class Layout {
  readonly #key: Key;
  readonly #calls: Call[] = [];
  readonly #slot: number[] | Int32Array;
  readonly #returning: number[] | Int32Array;
  readonly #opened: number[] | Int32Array;
  readonly #free: number[] = [];
  #returns = 0;
  #slots = 0;
  #lost = 0;

  /** @param most how many calls there may be */
  constructor(key: Key, most: number) {
    this.#key = key;
    this.#slot = zeros(most);
    this.#returning = zeros(most);
    this.#opened = zeros(most + 1);
  }

  /** The number of the call. */
  begin(call: Call): number {
    this.#slot[this.#calls.length] = call.returned ? (this.#free.pop() ?? this.#slots++) : ~this.#lost++;
    return this.#calls.push(call) - 1;
  }

  /** A call returns. */
  end(call: number): void {
    this.#returning[this.#returns++] = call;
    this.#opened[this.#returns] = this.#calls.length;
    this.#free.push(this.#slot[call] as number);
  }

  /** When all have begun and ended. */
  partition(): Partition {
    const lostFrom = (this.#slots + 31) & ~31;
    for (let call = 0; this.#lost > 0 && call < this.#calls.length; call++) {
      const slot = this.#slot[call] as number;
      if (slot < 0) this.#slot[call] = lostFrom + ~slot;
    }
    return {
      key: this.#key,
      calls: this.#calls,
      returning: firstOf(this.#returning, this.#returns),
      opened: firstOf(this.#opened, this.#returns + 1),
      slot: this.#slot,
      slots: this.#lost > 0 ? lostFrom + this.#lost : this.#slots,
      lostFrom,
    };
  }
}
