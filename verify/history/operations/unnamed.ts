import { jsonText } from '../exact-json.ts';

interface Open {
  readonly f: unknown;
  readonly value: string;
}

/**
 * Numbers for processes that a file does not name: whoever begins gets the least that is free; what ends is what began with the
 * same function and value, or else the first that began with the function. Who does not know what became of something does
 * nothing more. Where one thing is done at a time, all are 0.
 */
export class Unnamed {
  readonly #open: (Open | undefined)[] = [];

  /** The process of the next operation. */
  of({ type, f, value }: Readonly<Record<string, unknown>>): number {
    const text = jsonText(value ?? null);
    if (type === 'invoke') {
      const free = this.#open.findIndex((each) => each === undefined);
      const process = free < 0 ? this.#open.length : free;
      this.#open[process] = { f, value: text };
      return process;
    }
    const same = this.#open.findIndex((each) => each?.f === f && each?.value === text);
    const process = same < 0 ? this.#open.findIndex((each) => each?.f === f) : same;
    if (process < 0) return 0;
    this.#open[process] = type === 'info' ? gone : undefined;
    return process;
  }
}

const gone: Open = { f: Symbol('gone'), value: '' };
