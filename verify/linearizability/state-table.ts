import type { Model } from './model.ts';
import type { Operation } from './operation.ts';

const unknown = -2;
/** An operation cannot have happened in a state. */
export const impossible = -1;
/** Any state that no read can see before it is overwritten: they are all the same to the future. */
export const unseen = -3;
/** Of a state besides its key: a few words and entries. */
const bytesOfState = 200;
/** Below this many kinds of operations a state's steps are kept in an array. */
const fewKinds = 1024;

/**
 * States and kinds of operations as small integers, and every step between them computed once. State 0 is the initial
 * one. Searching then means comparing and looking up integers.
 */
export class StateTable<State> {
  /** Whether the model says what a state may become. */
  readonly foresees: boolean;
  readonly #model: Model<State>;
  readonly #states: State[] = [];
  readonly #stateIds = new Map<string | number, number>();
  readonly #kinds: Operation[] = [];
  /** By function, input and output. */
  readonly #kindIds = new Map<unknown, Map<unknown, Map<unknown, number>>>();
  /** Steps by state and kind: one array while there are few kinds, else a map by state. */
  #steps = new Int32Array(0);
  readonly #rows: Map<number, number>[] = [];
  #bytes = 0;

  constructor(model: Model<State>) {
    this.#model = model;
    this.foresees = model.foresight !== undefined;
    this.#stateOf(model.initial);
  }

  /** About how many bytes are held for states and steps. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The kind of an operation: operations of one kind do the same in every state. All kinds first, then steps. */
  kindOf(operation: Operation): number {
    const { f, input, output, returned } = operation;
    const outputs = within(within(this.#kindIds, returned ? f : `${f} forever`), keyOf(input));
    const name = returned ? keyOf(output) : undefined;
    const known = outputs.get(name);
    if (known !== undefined) return known;
    this.#kinds.push(operation);
    outputs.set(name, this.#kinds.length - 1);
    return this.#kinds.length - 1;
  }

  /** The state after an operation of a kind, or `impossible`. */
  step(state: number, kind: number): number {
    if (state === unseen) return this.#stepUnseen(kind);
    return this.#kinds.length <= fewKinds ? this.#stepInArray(state, kind) : this.#stepInMap(state, kind);
  }

  /** Whether a read may still fit after a state that nothing overwrites before it. */
  canBecome(state: number, read: number): boolean {
    if (state === unseen) return false;
    return this.#model.foresight?.canBecome(this.#states[state] as State, this.#kinds[read] as Operation) ?? true;
  }

  /** Whether an operation overwrites the state with one after which a read may fit. */
  isSource(kind: number, read: number): boolean {
    const overwrites = this.#model.foresight?.overwrites(this.#kinds[kind] as Operation) ?? false;
    return overwrites && this.canBecome(this.step(0, kind), read);
  }

  /** A state for people. */
  describe(state: number): string {
    return state === unseen ? 'one that no read has seen' : JSON.stringify(this.#states[state]);
  }

  #stepUnseen(kind: number): number {
    const operation = this.#kinds[kind] as Operation;
    if (this.#model.foresight?.overwrites(operation)) return this.step(0, kind);
    return this.#model.isRead(operation) ? impossible : unseen;
  }

  #stateOf(state: State): number {
    const key = this.#model.keyOf(state);
    const known = this.#stateIds.get(key);
    if (known !== undefined) return known;
    this.#states.push(state);
    this.#stateIds.set(key, this.#states.length - 1);
    this.#bytes += bytesOfState + 2 * (typeof key === 'string' ? 2 * key.length : 0);
    return this.#states.length - 1;
  }

  #stepInArray(state: number, kind: number): number {
    const at = state * this.#kinds.length + kind;
    if (at >= this.#steps.length) this.#grow(at);
    const known = this.#steps[at] as number;
    if (known !== unknown) return known;
    const next = this.#compute(state, kind);
    this.#steps[at] = next;
    return next;
  }

  #stepInMap(state: number, kind: number): number {
    const row = this.#rows[state] ?? new Map<number, number>();
    this.#rows[state] = row;
    const known = row.get(kind);
    if (known !== undefined) return known;
    const next = this.#compute(state, kind);
    row.set(kind, next);
    return next;
  }

  #compute(state: number, kind: number): number {
    const after = this.#model.step(this.#states[state] as State, this.#kinds[kind] as Operation);
    return after === undefined ? impossible : this.#stateOf(after);
  }

  #grow(at: number): void {
    const larger = new Int32Array(Math.max(2 * this.#steps.length, at + 16 * this.#kinds.length)).fill(unknown);
    larger.set(this.#steps);
    this.#bytes += larger.byteLength - this.#steps.byteLength;
    this.#steps = larger;
  }
}

function within<Value>(map: Map<unknown, Map<unknown, Value>>, key: unknown): Map<unknown, Value> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<unknown, Value>();
  map.set(key, made);
  return made;
}

/** Equal for equal values: most are their own keys, others (and strings that look like theirs) go by their JSON. */
function keyOf(value: unknown): unknown {
  const isPlain = typeof value === 'string' ? value.charCodeAt(0) !== 1 : typeof value !== 'object' || value === null;
  return isPlain ? value : `\u0001${JSON.stringify(value)}`;
}
