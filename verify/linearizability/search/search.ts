import type { Call } from '../calls/call.ts';
import type { Model } from '../calls/model.ts';
import type { Partition } from '../calls/partition.ts';
import type { Budget } from './budget.ts';
import { ConfigurationSet } from './configuration-set.ts';
import { foresee } from './foresee.ts';
import { OpenCalls } from './open-calls.ts';
import { impossible, StateTable } from './state-table.ts';
import { Timeline } from './timeline.ts';

/** How much of a partition is searched: a prefix of so many returns, and the reads among so many of them are foreseen. */
export interface Limits {
  readonly returns: number;
  readonly foresight: number;
  /** Remember an order of the longest prefix and the states at its end. */
  readonly remember?: boolean;
}

/** What a search found; `passed` is how many returns the longest linearizable prefix has. */
export interface Found {
  readonly valid: boolean | 'unknown';
  readonly passed: number;
  readonly configurations: number;
  /** States in which the end of the longest prefix was reached, where they are remembered. */
  readonly states: ReadonlySet<number>;
  /** The calls of the longest prefix, and of what came with it, in the order in which they took effect. */
  readonly order: readonly number[];
}

const none = -1;
const stepsBetweenLooks = 64;

/**
 * Is there an order of the calls that respects real time and the model? Depth first over configurations: the next
 * return, which open calls have taken effect, and the state (Wing & Gong 1993, with Lowe's cache of configurations).
 * Calls take effect only when a return demands it, or an earlier one that must precede it. Three things keep it small:
 *
 * - reads take effect as soon as they fit, because they change nothing for anybody else;
 * - of open calls of the same kind, the one that returns first goes first: they can be exchanged;
 * - a call that never returns is tried only where it changes the state, after all others: it is free not to happen, and
 *   where some of them lead nowhere, more of them do not either.
 *
 * Exponential in the number of open calls only. One search judges many partitions, one after the other.
 */
export class Search<State> {
  readonly #table: StateTable<State>;
  readonly #timeline = new Timeline();
  readonly #open = new OpenCalls();
  /** Configurations that lead nowhere. */
  readonly #dead = new ConfigurationSet();
  #budget!: Budget;
  #limits!: Limits;
  #words!: number;
  /** The present configuration: which slots have taken effect (words), the next return, the state. */
  #now!: Int32Array;
  /** Frames: a configuration each, the slot from which candidates are untried, how many calls have taken effect. */
  #frames = new Int32Array(0);
  #depth!: number;
  /** Calls that have taken effect, in their order. */
  readonly #order: number[] = [];
  #taken!: number;
  #tried!: number;
  #passed!: number;
  #states!: Set<number>;
  #best!: readonly number[];

  constructor(model: Model<State>) {
    this.#table = new StateTable(model);
  }

  /** Bytes held for states and steps: they are known to the next run too. */
  get bytes(): number {
    return this.#table.bytes;
  }

  /** A state for people. */
  describe(state: number): string {
    return this.#table.describe(state);
  }

  /** Search a partition, or a prefix of it. */
  run(partition: Partition, budget: Budget, limits?: Limits): Found {
    const returns = partition.returning.length;
    this.#begin(partition, budget, limits ?? { returns, foresight: returns });
    if (this.#advance()) return this.#found(true);
    this.#push();
    let steps = 0;
    while (this.#depth > 0) {
      if (++steps % stepsBetweenLooks === 0 && this.#isSpent()) return this.#found('unknown');
      const candidate = this.#nextCandidate();
      if (candidate === none) this.#pop();
      else if (this.#take(candidate)) {
        if (this.#advance()) return this.#found(true);
        if (this.#isPromising() && !this.#dead.has(this.#now)) this.#push();
        else this.#restore();
      }
    }
    return this.#found(false);
  }

  #begin(partition: Partition, budget: Budget, limits: Limits): void {
    this.#budget = budget;
    this.#limits = limits;
    this.#timeline.layOut(partition, this.#table);
    const words = Math.max(1, (partition.slots + 31) >>> 5);
    this.#words = words;
    this.#now = new Int32Array(words + 2);
    this.#open.clear(partition.slots, words);
    this.#dead.clear(words + 2, partition.lostFrom >>> 5, words);
    this.#depth = 0;
    this.#taken = 0;
    this.#tried = 0;
    this.#passed = 0;
    this.#states = new Set();
    this.#best = [];
    this.#openCalls(0);
  }

  #found(valid: boolean | 'unknown'): Found {
    return { valid, passed: this.#passed, configurations: this.#tried, states: this.#states, order: this.#best };
  }

  get #next(): number {
    return this.#now[this.#words] as number;
  }

  get #state(): number {
    return this.#now[this.#words + 1] as number;
  }

  #isSpent(): boolean {
    return (
      this.#dead.bytes + this.#frames.byteLength + this.#table.bytes > this.#budget.bytes || this.#budget.outOfTime()
    );
  }

  /** Whether the reads to come can still be explained; a state that none of them can see becomes `unseen`. */
  #isPromising(): boolean {
    if (!this.#table.foresees) return true;
    const state = foresee(this.#timeline, this.#table, this.#limits.foresight, this.#open.calls, this.#now);
    this.#now[this.#words + 1] = state;
    return state !== impossible;
  }

  /** `impossible` also for a call that never returns and would change nothing: it is free not to happen. */
  #stateAfter(call: number): number {
    const { kind, partition } = this.#timeline;
    const after = this.#table.step(this.#state, kind[call] as number);
    return after === this.#state && !(partition.calls[call] as Call).returned ? impossible : after;
  }

  /** Let a call take effect, and every open read that then fits; false when it cannot, or need not. */
  #take(call: number): boolean {
    const state = this.#state;
    const after = this.#stateAfter(call);
    if (after === impossible) return false;
    this.#tried += 1;
    this.#mark(call);
    if (after === state) return true;
    this.#now[this.#words + 1] = after;
    const { reads, calls } = this.#open;
    for (let word = 0; word < this.#words; word++) {
      let left = (reads[word] as number) & ~(this.#now[word] as number);
      for (; left !== 0; left &= left - 1) this.#read(calls[(word << 5) + 31 - Math.clz32(left & -left)] as number);
    }
    return true;
  }

  #read(call: number): void {
    if (this.#table.step(this.#state, this.#timeline.kind[call] as number) !== impossible) this.#mark(call);
  }

  #mark(call: number): void {
    const slot = this.#timeline.partition.slot[call] as number;
    this.#now[slot >>> 5] = (this.#now[slot >>> 5] as number) | (1 << (slot & 31));
    this.#order[this.#taken++] = call;
  }

  /** Open the calls that begin before return `next` and after the one before; reads that fit take effect. */
  #openCalls(next: number): void {
    const { partition, kind } = this.#timeline;
    const { opened, slot } = partition;
    const until = opened[next + 1] as number;
    for (let call = opened[next] as number; call < until; call++) {
      const isRead = this.#table.isRead(kind[call] as number);
      this.#open.add(slot[call] as number, call, isRead);
      if (isRead) this.#read(call);
    }
  }

  /** Pass every return whose call has taken effect; true when none is left. */
  #advance(): boolean {
    const { returning, slot } = this.#timeline.partition;
    const { returns } = this.#limits;
    let next = this.#next;
    while (next < returns) {
      const place = slot[returning[next] as number] as number;
      const bit = 1 << (place & 31);
      if (((this.#now[place >>> 5] as number) & bit) === 0) break;
      this.#now[place >>> 5] = (this.#now[place >>> 5] as number) & ~bit;
      this.#open.remove(place);
      this.#now[this.#words] = ++next;
      if (next < returns) this.#openCalls(next);
    }
    if (next >= this.#passed) this.#progress(next);
    return next >= returns;
  }

  #progress(next: number): void {
    const isFurther = next > this.#passed;
    this.#passed = next;
    if (this.#limits.remember !== true) return;
    if (isFurther) this.#states.clear();
    if (isFurther || this.#best.length === 0) this.#best = this.#order.slice(0, this.#taken);
    this.#states.add(this.#state);
  }

  /** Go back from the present return to an earlier one: what opened since is closed, what returned is open again. */
  #retreat(to: number): void {
    const { kind, partition } = this.#timeline;
    const { opened, returning, slot } = partition;
    for (let next = this.#next; next > to; next--) {
      const until = opened[next + 1] as number;
      for (let call = opened[next] as number; call < until; call++) this.#open.remove(slot[call] as number);
      const call = returning[next - 1] as number;
      this.#open.add(slot[call] as number, call, this.#table.isRead(kind[call] as number));
    }
  }

  /**
   * The next call to try in the present frame: first the one that must return next, then the other open ones, slot by
   * slot. Reads are not tried (they are in where they fit), nor a call for which an equal one stands in.
   */
  #nextCandidate(): number {
    const { kind, partition } = this.#timeline;
    const untried = this.#depth * (this.#words + 4) - 2;
    const first = partition.returning[this.#next] as number;
    const from = this.#frames[untried] as number;
    if (from === 0) {
      this.#frames[untried] = 1;
      if (!this.#table.isRead(kind[first] as number)) return first;
    }
    for (let place = Math.max(from, 1) - 1; ; place++) {
      place = this.#open.nextWrite(this.#now, place);
      if (place < 0) return none;
      if (place === partition.slot[first]) continue;
      this.#frames[untried] = place + 2;
      const call = this.#open.calls[place] as number;
      if (this.#stateAfter(call) !== impossible && !this.#isReplaceable(call)) return call;
    }
  }

  /** Whether an open call of the same kind, not taken yet, returns before this one. */
  #isReplaceable(call: number): boolean {
    const { kind, partition } = this.#timeline;
    const own = (partition.calls[call] as Call).return;
    for (
      let place = this.#open.nextWrite(this.#now, 0);
      place >= 0;
      place = this.#open.nextWrite(this.#now, place + 1)
    ) {
      const other = this.#open.calls[place] as number;
      if (kind[other] !== kind[call] || other === call) continue;
      const others = (partition.calls[other] as Call).return;
      if (others < own || (others === own && other < call)) return true;
    }
    return false;
  }

  #push(): void {
    const size = this.#words + 4;
    const at = this.#depth * size;
    if (at + size > this.#frames.length) {
      const larger = new Int32Array(Math.max(this.#frames.length * 2, 64 * size));
      larger.set(this.#frames);
      this.#frames = larger;
    }
    for (let n = 0; n < size - 2; n++) this.#frames[at + n] = this.#now[n] as number;
    this.#frames[at + size - 2] = 0;
    this.#frames[at + size - 1] = this.#taken;
    this.#depth += 1;
  }

  /** Nothing in the top frame is left to be tried. */
  #pop(): void {
    this.#depth -= 1;
    this.#dead.add(this.#frames, this.#depth * (this.#words + 4));
    if (this.#depth > 0) this.#restore();
  }

  /** Make the configuration of the top frame the present one: what was tried from it has failed. */
  #restore(): void {
    const frame = (this.#depth - 1) * (this.#words + 4);
    this.#retreat(this.#frames[frame + this.#words] as number);
    for (let n = 0; n < this.#words + 2; n++) this.#now[n] = this.#frames[frame + n] as number;
    this.#taken = this.#frames[frame + this.#words + 3] as number;
  }
}
