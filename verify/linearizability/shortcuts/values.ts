import { jsonText } from '../../history/exact-json.ts';
import type { Call } from '../calls/call.ts';
import type { Broken } from '../calls/model.ts';
import { ValueNumbers } from './value-numbers.ts';

/** Nothing: no writer, no value before or after. */
export const none = -1;
/** The value that the register holds at first. */
export const initial = 0;

/** Before everything in a history. */
const always: Call = { f: '', input: undefined, output: undefined, returned: true, call: -1, return: -1 };

/** The values of a register to which no value is written twice, as numbers. */
export class Written {
  readonly writers: Call[] = [always];
  readonly numbers = new ValueNumbers();

  constructor(atFirst: unknown) {
    this.numbers.add(atFirst, initial);
  }

  /** The number of the value, or `none` when it was written before. */
  add(value: unknown, call: Call): number {
    if (!this.numbers.add(value, this.writers.length)) return none;
    return this.writers.push(call) - 1;
  }
}

/** What became of them. */
export class Values {
  readonly writer: readonly Call[];
  /** By value: of the call that wrote it and those that saw it, the one that returned first, and the one called last. */
  readonly firstReturn: Call[];
  readonly lastCall: Call[];
  /** By value: what a compare-and-set replaced by it, and what replaced it. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** By value: 1 when it was surely there. */
  readonly #happened: Uint8Array;
  readonly #numbers: ValueNumbers;

  constructor({ writers, numbers }: Written) {
    this.writer = writers;
    this.firstReturn = writers.slice();
    this.lastCall = writers.slice();
    this.#happened = Uint8Array.from(writers, ({ returned }) => (returned ? 1 : 0));
    this.before = new Int32Array(writers.length).fill(none);
    this.after = new Int32Array(writers.length).fill(none);
    this.#numbers = numbers;
  }

  /** How many there are. */
  get length(): number {
    return this.writer.length;
  }

  /** The number of a value; `none` when it was never written. */
  find(value: unknown): number {
    return this.#numbers.get(value) ?? none;
  }

  /** Whether a value was surely there; `none` never was. */
  has(value: number): boolean {
    return this.#happened[value] === 1;
  }

  /** A read has seen a value. */
  see(value: number, call: Call): Broken | undefined {
    if (value === none) return broken(`${jsonText(call.output)} was read and never written`, [call]);
    const writer = this.writer[value] as Call;
    if (call.return < writer.call) {
      return broken(`${jsonText(call.output)} was read before it was written`, [call, writer]);
    }
    this.#happened[value] = 1;
    if (call.return < (this.firstReturn[value] as Call).return) this.firstReturn[value] = call;
    if (call.call > (this.lastCall[value] as Call).call) this.lastCall[value] = call;
    return undefined;
  }

  /** A compare-and-set has put a value in the place of the one that it expected. */
  replace(by: number, call: Call): Broken | undefined {
    const [expected] = call.input as readonly unknown[];
    const value = this.find(expected);
    if (value === none) return broken(`${jsonText(expected)} was replaced and never written`, [call]);
    if (this.after[value] !== none) {
      const other = this.writer[this.after[value] as number] as Call;
      return broken(`${jsonText(expected)} was replaced twice`, [other, call]);
    }
    this.after[value] = by;
    this.before[by] = value;
    this.#happened[value] = 1;
    return undefined;
  }
}

/** Says what no order of the calls can explain, and which calls those are. */
export function broken(what: string, calls: readonly Call[]): Broken {
  return { valid: false, what, calls: [...new Set(calls)].filter((call) => call !== always) };
}
