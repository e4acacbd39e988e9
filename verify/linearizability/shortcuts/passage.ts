import type { Call } from '../calls/call.ts';
import { ValueNumbers } from './value-numbers.ts';

/** What was done with one value of a set that is added once and removed once. */
export interface Passage {
  readonly add: Call | undefined;
  readonly remove: Call | undefined;
  /** Calls that found it, and calls that did not. */
  readonly there: readonly Call[];
  readonly gone: readonly Call[];
}

const none = -1;

/** All that was done with the values of a set. Numbers, because there may be a million: a passage is made when it is asked for. */
export class Passages {
  readonly #calls: readonly Call[];
  readonly #numbers = new ValueNumbers();
  /** By value: the call that added it, and the one that removed it. */
  readonly #adds: number[] = [];
  readonly #removes: number[] = [];
  /** By value: the last call that looked for it; by call: the one before that. */
  readonly #last: number[] = [];
  readonly #before: Int32Array;

  constructor(calls: readonly Call[]) {
    this.#calls = calls;
    this.#before = new Int32Array(calls.length);
  }

  /** How many values there are. */
  get length(): number {
    return this.#last.length;
  }

  /** Note a call about a value. @returns false when it was added, or removed, before */
  note(call: number): boolean {
    const { f, input } = this.#calls[call] as Call;
    const value = this.#numberOf(input);
    if (f !== 'add' && f !== 'remove') {
      this.#before[call] = this.#last[value] as number;
      this.#last[value] = call;
      return true;
    }
    const noted = f === 'add' ? this.#adds : this.#removes;
    const isFirst = noted[value] === none;
    noted[value] = call;
    return isFirst;
  }

  of(value: number): Passage {
    const there: Call[] = [];
    const gone: Call[] = [];
    for (let call = this.#last[value] as number; call !== none; call = this.#before[call] as number) {
      const looked = this.#calls[call] as Call;
      if (looked.returned) (looked.output === true ? there : gone).push(looked);
    }
    const add = this.#calls[this.#adds[value] as number];
    return { add, remove: this.#calls[this.#removes[value] as number], there, gone };
  }

  #numberOf(input: unknown): number {
    const known = this.#numbers.get(input);
    if (known !== undefined) return known;
    const value = this.#last.push(none) - 1;
    this.#numbers.add(input, value);
    this.#adds.push(none);
    this.#removes.push(none);
    return value;
  }
}
