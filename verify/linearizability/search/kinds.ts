import type { Operation } from '../calls/operation.ts';
import { valueKey } from '../calls/value-key.ts';

/** Ways in which an operation may have no input or no output: kept apart, so that the other value alone is the key. */
const shapes = 6;
/** An entry of a map, of its key and of two arrays. */
const bytesOfKind = 150;

/** Kinds of operations as small integers: operations of one kind have the same function, input and output. */
export class Kinds {
  readonly #isRead: (operation: Operation) => boolean;
  readonly #operations: Operation[] = [];
  readonly #reads: boolean[] = [];
  readonly #functions: string[] = [];
  /** By function, whether it returned, and shape: kinds by the value that is there, or by input and output. */
  readonly #byValue: (Map<unknown, number> | undefined)[] = [];
  readonly #byBoth: (Map<unknown, Map<unknown, number>> | undefined)[] = [];

  constructor(isRead: (operation: Operation) => boolean) {
    this.#isRead = isRead;
  }

  /** About how many bytes are held. */
  get bytes(): number {
    return this.#operations.length * bytesOfKind;
  }

  of(operation: Operation): number {
    const { f, input, output, returned } = operation;
    let place = this.#functions.indexOf(f);
    if (place < 0) place = this.#functions.push(f) - 1;
    const row = 2 * place + (returned ? 1 : 0);
    const shape = shapeOf(input, output);
    if (shape === 0) return this.#ofBoth(row, operation);
    let kinds = this.#byValue[row * shapes + shape];
    if (kinds === undefined) {
      kinds = new Map();
      this.#byValue[row * shapes + shape] = kinds;
    }
    return this.#known(kinds, valueKey(shape <= 2 ? output : input), operation);
  }

  operation(kind: number): Operation {
    return this.#operations[kind] as Operation;
  }

  isRead(kind: number): boolean {
    return this.#reads[kind] as boolean;
  }

  #ofBoth(row: number, operation: Operation): number {
    let outputs = this.#byBoth[row];
    if (outputs === undefined) {
      outputs = new Map();
      this.#byBoth[row] = outputs;
    }
    const input = valueKey(operation.input);
    let kinds = outputs.get(input);
    if (kinds === undefined) {
      kinds = new Map();
      outputs.set(input, kinds);
    }
    return this.#known(kinds, valueKey(operation.output), operation);
  }

  #known(kinds: Map<unknown, number>, key: unknown, operation: Operation): number {
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const kind = this.#operations.push(operation) - 1;
    this.#reads.push(this.#isRead(operation));
    kinds.set(key, kind);
    return kind;
  }
}

/** 0: input and output say something of their own; 1 and 2: only the output does; 3 to 5: only the input. */
function shapeOf(input: unknown, output: unknown): number {
  if (input === undefined) return 1;
  if (input === null) return 2;
  if (output === undefined) return 3;
  if (output === null) return 4;
  return output === input ? 5 : 0;
}
