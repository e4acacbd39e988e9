import type { Call } from './call.ts';
import type { Broken } from './model.ts';
import { valueKey } from './value-key.ts';

/** Nothing: no writer, no value before or after. */
export const none = -1;

/** Before everything in a history. */
const always: Call = { f: '', input: undefined, output: undefined, returned: true, call: -1, return: -1 };

/** The values of a register to which no value is written twice, as numbers. 0 is the initial one. */
export class Values {
  readonly writer: Call[] = [always];
  /** By value: of the call that wrote it and those that saw it, the one that returned first, and the one called last. */
  readonly firstReturn: Call[] = [always];
  readonly lastCall: Call[] = [always];
  /** By value: whether it was surely there. */
  readonly happened: boolean[] = [true];
  /** By value: what a compare-and-set replaced by it, and what replaced it. */
  readonly before: number[] = [none];
  readonly after: number[] = [none];
  readonly #numbers = new Map<unknown, number>();

  constructor(initial: unknown) {
    this.#numbers.set(valueKey(initial), 0);
  }

  find(value: unknown): number | undefined {
    return this.#numbers.get(valueKey(value));
  }

  /** False when the value was written before. */
  write(value: unknown, call: Call): boolean {
    const key = valueKey(value);
    if (this.#numbers.has(key)) return false;
    this.#numbers.set(key, this.writer.length);
    this.writer.push(call);
    this.firstReturn.push(call);
    this.lastCall.push(call);
    this.happened.push(call.returned);
    this.before.push(none);
    this.after.push(none);
    return true;
  }

  read(call: Call): Broken | undefined {
    return this.#see(call.output, call, 'read');
  }

  /** A compare-and-set has replaced a value. */
  replace(expected: unknown, by: number, call: Call): Broken | undefined {
    const value = this.find(expected);
    if (value === undefined) return broken(`${JSON.stringify(expected)} was replaced and never written`, [call]);
    if (this.after[value] !== none) {
      const other = this.writer[this.after[value] as number] as Call;
      return broken(`${JSON.stringify(expected)} was replaced twice`, [other, call]);
    }
    this.after[value] = by;
    this.before[by] = value;
    this.happened[value] = true;
    const writer = this.writer[value] as Call;
    if (call.return > writer.call) return undefined;
    return broken(`${JSON.stringify(expected)} was replaced before it was written`, [call, writer]);
  }

  #see(value: unknown, call: Call, how: string): Broken | undefined {
    const number = this.find(value);
    if (number === undefined) return broken(`${JSON.stringify(value)} was ${how} and never written`, [call]);
    const writer = this.writer[number] as Call;
    if (call.return < writer.call) {
      return broken(`${JSON.stringify(value)} was ${how} before it was written`, [call, writer]);
    }
    this.happened[number] = true;
    if (call.return < (this.firstReturn[number] as Call).return) this.firstReturn[number] = call;
    if (call.call > (this.lastCall[number] as Call).call) this.lastCall[number] = call;
    return undefined;
  }
}

export function broken(what: string, calls: readonly Call[]): Broken {
  return { valid: false, what, calls: [...new Set(calls)].filter((call) => call !== always) };
}
