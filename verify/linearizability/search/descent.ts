import type { Call } from '../calls/call.ts';
import type { Foresight, Model } from '../calls/model.ts';
import type { Partition } from '../calls/partition.ts';
import { OpenCalls } from './open-calls.ts';
import { listReads } from './timeline.ts';

/** `undecided`: no order was found in a few steps, but there may be one. */
export type Outcome = 'linearizable' | 'impossible' | 'undecided';

/** A choice that can be taken back: where it was made, and which candidates are untried. */
interface Choice<State> {
  readonly state: State;
  readonly taken: readonly number[];
  readonly next: number;
  /** 0: the call that must return next, then slots, from 1. */
  readonly untried: number;
}

/** How often a choice is taken back before the search with its tables is worth while. */
const fewBacktracks = 64;

/**
 * Looks for an order of the calls of a partition without tables: most histories of few concurrent clients are decided so,
 * in less time than the search takes to build its own. When a return demands it, its call takes effect; where that does
 * not fit, or the next read could not be explained any more, another open call does. Reads take effect as soon as they
 * fit. The last choices are taken back a few times; what then has no order is left to the search. O(n · open calls).
 * One descent judges many partitions, one after the other.
 */
export class Descent<State> {
  readonly #model: Model<State>;
  readonly #open = new OpenCalls();
  /** The slots of open calls that have taken effect, as words of 32 bits. */
  readonly #taken: number[] = [];
  #words!: number;
  /** By return: the first return from it on that belongs to a read. Filled when it is asked for. */
  readonly #nextRead: number[] = [];
  #knowsReads!: boolean;
  #choices!: Choice<State>[];
  #partition!: Partition;
  #state!: State;
  #next!: number;

  constructor(model: Model<State>) {
    this.#model = model;
  }

  run(partition: Partition): Outcome {
    this.#begin(partition);
    let backtracks = 0;
    while (!this.#advance()) {
      let untried = 0;
      while (!this.#choose(untried)) {
        const choice = this.#choices.pop();
        if (choice === undefined) return 'impossible';
        if (++backtracks > fewBacktracks) return 'undecided';
        this.#restore(choice);
        untried = choice.untried;
      }
    }
    return 'linearizable';
  }

  #begin(partition: Partition): void {
    const words = Math.max(1, (partition.slots + 31) >>> 5);
    this.#partition = partition;
    this.#open.clear(partition.slots, words);
    this.#words = words;
    for (let word = 0; word < words; word++) this.#taken[word] = 0;
    this.#knowsReads = false;
    this.#choices = [];
    this.#state = this.#model.initial;
    this.#next = 0;
    this.#openCalls();
  }

  /** Pass every return whose call has taken effect; true when none is left. */
  #advance(): boolean {
    const { returning, slot } = this.#partition;
    while (this.#next < returning.length) {
      const place = slot[returning[this.#next] as number] as number;
      if (!this.#has(place)) return false;
      this.#taken[place >>> 5] = (this.#taken[place >>> 5] as number) & ~(1 << (place & 31));
      this.#open.remove(place);
      this.#next += 1;
      if (this.#next < returning.length) this.#openCalls();
    }
    return true;
  }

  /** Let the first untried call that can take effect: the one that must return next, or another, slot by slot. */
  #choose(untried: number): boolean {
    const { returning, slot } = this.#partition;
    const isOnly = this.#open.hasAtMostOneWrite(this.#taken);
    const first = slot[returning[this.#next] as number] as number;
    if (untried === 0 && this.#open.isWrite(first) && this.#take(first, isOnly, 1)) return true;
    for (let from = Math.max(untried, 1) - 1; ; ) {
      const place = this.#open.nextWrite(this.#taken, from);
      if (place < 0) return false;
      from = place + 1;
      if (place !== first && this.#take(place, isOnly, place + 2)) return true;
    }
  }

  /** Let the call of a slot take effect, and every open read that then fits; false when it cannot, or need not. */
  #take(place: number, isOnly: boolean, untried: number): boolean {
    const number = this.#open.calls[place] as number;
    const call = this.#partition.calls[number] as Call;
    const before = this.#state;
    const after = this.#model.step(before, call);
    if (after === undefined || (after === before && !call.returned)) return false;
    if (!isOnly) {
      if (this.#model.foresight && !this.#isPromising(after, number, this.#model.foresight)) return false;
      this.#remember(untried);
    }
    this.#mark(place);
    this.#state = after;
    const { reads, calls } = this.#open;
    for (let word = 0; word < this.#words; word++) {
      let left = (reads[word] as number) & ~(this.#taken[word] as number);
      for (; left !== 0; left &= left - 1) {
        const slot = (word << 5) + 31 - Math.clz32(left & -left);
        this.#read(calls[slot] as number, slot);
      }
    }
    return true;
  }

  #remember(untried: number): void {
    // The oldest would never be taken back: each holds a state.
    if (this.#choices.length > fewBacktracks) this.#choices.shift();
    this.#choices.push({ state: this.#state, taken: this.#taken.slice(0, this.#words), next: this.#next, untried });
  }

  #restore({ state, taken, next }: Choice<State>): void {
    const { calls, opened, returning, slot } = this.#partition;
    for (; this.#next > next; this.#next--) {
      const until = opened[this.#next + 1] as number;
      for (let call = opened[this.#next] as number; call < until; call++) this.#open.remove(slot[call] as number);
      const call = returning[this.#next - 1] as number;
      this.#open.add(slot[call] as number, call, this.#model.isRead(calls[call] as Call));
    }
    for (let word = 0; word < taken.length; word++) this.#taken[word] = taken[word] as number;
    this.#state = state;
  }

  #read(call: number, place: number): void {
    if (this.#model.step(this.#state, this.#partition.calls[call] as Call) !== undefined) this.#mark(place);
  }

  #mark(place: number): void {
    this.#taken[place >>> 5] = (this.#taken[place >>> 5] as number) | (1 << (place & 31));
  }

  /** Open the calls that begin before the next return and after the one before; reads that fit take effect. */
  #openCalls(): void {
    const { opened, slot, calls } = this.#partition;
    const until = opened[this.#next + 1] as number;
    for (let call = opened[this.#next] as number; call < until; call++) {
      const place = slot[call] as number;
      const isRead = this.#model.isRead(calls[call] as Call);
      this.#open.add(place, call, isRead);
      if (isRead) this.#read(call, place);
    }
  }

  /** Whether the next read to return can still be explained once a call has led to a state. See `foresee.ts`. */
  #isPromising(state: State, taken: number, { canBecome, overwrites }: Foresight<State>): boolean {
    const { calls, opened, returning, slot } = this.#partition;
    const begun = opened[this.#next + 1] as number;
    let order = this.#readFrom(this.#next);
    const isTaken = (call: number) => call < begun && this.#has(slot[call] as number);
    while (order < returning.length && isTaken(returning[order] as number)) order = this.#readFrom(order + 1);
    if (order === returning.length) return true;
    const read = calls[returning[order] as number] as Call;
    if (canBecome(state, read)) return true;
    const explains = (call: number): boolean => {
      const other = calls[call] as Call;
      if (call === taken || !overwrites(other)) return false;
      return canBecome(this.#model.step(this.#model.initial, other) as State, read);
    };
    for (let place = this.#open.nextWrite(this.#taken, 0); place >= 0; ) {
      if (explains(this.#open.calls[place] as number)) return true;
      place = this.#open.nextWrite(this.#taken, place + 1);
    }
    for (let call = begun; call < (opened[order + 1] as number); call++) if (explains(call)) return true;
    return false;
  }

  #has(place: number): boolean {
    return ((this.#taken[place >>> 5] as number) & (1 << (place & 31))) !== 0;
  }

  /** The first return, from one on, that belongs to a read. */
  #readFrom(order: number): number {
    const { returning, calls } = this.#partition;
    if (!this.#knowsReads) {
      this.#knowsReads = true;
      listReads(this.#nextRead, returning, (call) => this.#model.isRead(calls[call] as Call));
    }
    return this.#nextRead[order] as number;
  }
}
