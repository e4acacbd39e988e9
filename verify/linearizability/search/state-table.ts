import { jsonText } from '../../history/exact-json.ts';
import type { Model } from '../calls/model.ts';
import type { Operation } from '../calls/operation.ts';
import { Kinds } from './kinds.ts';
import { PairTable } from './pair-table.ts';

/** An operation cannot have happened in a state. */
export const impossible = -1;
/** Any state that no read can see before it is overwritten: they are all the same to the future. */
export const unseen = -3;
/** Of a state besides its key and what it holds itself, as long as the key: entries of arrays and maps. */
const bytesOfState = 200;
/** Of a character of a key: itself, and the part of the state that it stands for. */
const bytesOfCharacter = 6;

/**
 * States and kinds of operations as small integers, and every step between them computed once. State 0 is the initial
 * one. Searching then means comparing and looking up integers.
 */
export class StateTable<State> {
  /** Whether the model says what a state may become. */
  readonly foresees: boolean;
  readonly #model: Model<State>;
  readonly #kinds: Kinds;
  readonly #states: State[] = [];
  readonly #stateIds = new Map<unknown, number>();
  /** By state and kind: the state after. */
  readonly #steps = new PairTable();
  /** By state and kind of a read: 1 where the read may still fit. */
  readonly #prospects = new PairTable();
  #bytesOfStates = 0;

  constructor(model: Model<State>) {
    this.#model = model;
    this.#kinds = new Kinds(model.isRead);
    this.foresees = model.foresight !== undefined;
    this.#stateOf(model.initial);
  }

  /** About how many bytes are held for states and steps. */
  get bytes(): number {
    return this.#bytesOfStates + this.#kinds.bytes + this.#steps.bytes + this.#prospects.bytes;
  }

  /** The kind of an operation: operations of one kind do the same in every state. */
  kindOf(operation: Operation): number {
    return this.#kinds.of(operation);
  }

  /** Whether operations of a kind never change a state. */
  isRead(kind: number): boolean {
    return this.#kinds.isRead(kind);
  }

  /** The state after an operation of a kind, or `impossible`. */
  step(state: number, kind: number): number {
    if (state === unseen) return this.#stepUnseen(kind);
    const known = this.#steps.get(state, kind);
    if (known !== undefined) return known;
    const before = this.#states[state] as State;
    const after = this.#model.step(before, this.#kinds.operation(kind));
    const next = after === before ? state : after === undefined ? impossible : this.#stateOf(after);
    this.#steps.set(state, kind, next);
    return next;
  }

  /** Whether a read may still fit after a state that nothing overwrites before it. */
  canBecome(state: number, read: number): boolean {
    if (state === unseen) return false;
    const { foresight } = this.#model;
    if (foresight === undefined) return true;
    const known = this.#prospects.get(state, read);
    if (known !== undefined) return known === 1;
    const can = foresight.canBecome(this.#states[state] as State, this.#kinds.operation(read));
    this.#prospects.set(state, read, can ? 1 : 0);
    return can;
  }

  /** Whether an operation overwrites the state with one after which a read may fit. */
  isSource(kind: number, read: number): boolean {
    const overwrites = this.#model.foresight?.overwrites(this.#kinds.operation(kind)) ?? false;
    return overwrites && this.canBecome(this.step(0, kind), read);
  }

  /** A state for people. */
  describe(state: number): string {
    return state === unseen ? 'one that no read has seen' : jsonText(this.#states[state]);
  }

  #stepUnseen(kind: number): number {
    if (this.#model.foresight?.overwrites(this.#kinds.operation(kind))) return this.step(0, kind);
    return this.#kinds.isRead(kind) ? impossible : unseen;
  }

  #stateOf(state: State): number {
    const key = this.#model.keyOf(state);
    const known = this.#stateIds.get(key);
    if (known !== undefined) return known;
    this.#states.push(state);
    this.#stateIds.set(key, this.#states.length - 1);
    this.#bytesOfStates += bytesOfState + (typeof key === 'string' ? bytesOfCharacter * key.length : 0);
    return this.#states.length - 1;
  }
}
