import { ConfigurationSet } from './configuration-set.ts';
import { foresee } from './foresee.ts';
import { impossible, type StateTable } from './state-table.ts';
import type { Timeline } from './timeline.ts';

/** When to give up: asked now and then. */
export interface Budget {
  readonly outOfTime: () => boolean;
  /** Of visited configurations and states. */
  readonly bytes: number;
}

/** How much of a timeline is searched: a prefix of so many returns, and the reads among so many of them are foreseen. */
export interface Limits {
  readonly returns: number;
  readonly foresight: number;
}

/** What a search found; `passed` is how many returns the longest linearizable prefix has. */
export interface Found {
  readonly valid: boolean | 'unknown';
  readonly passed: number;
  /** States in which the end of the longest prefix was reached. */
  readonly states: ReadonlySet<number>;
  readonly configurations: number;
}

const none = -1;
const stepsBetweenLooks = 1024;

/**
 * Is there an order of the calls that respects real time and the model? Depth first over configurations: the next
 * return, which open calls have taken effect, and the state (Wing & Gong 1993, with Lowe's cache of configurations).
 * Calls take effect only when a return demands it, or an earlier one that must precede it. Three things keep it small:
 *
 * - reads take effect as soon as they fit, because they change nothing for anybody else;
 * - of open calls of the same kind, the one that returns first goes first: they can be exchanged;
 * - a call that never returns is tried only where it changes the state: it is free not to happen.
 *
 * Exponential in the number of open calls only.
 */
export function search<State>(
  timeline: Timeline,
  table: StateTable<State>,
  budget: Budget,
  limits: Limits = { returns: timeline.returns, foresight: timeline.returns },
): Found {
  return new Search(timeline, table, budget, limits).run();
}

class Search<State> {
  readonly #timeline: Timeline;
  readonly #table: StateTable<State>;
  readonly #budget: Budget;
  readonly #limits: Limits;
  readonly #words: number;
  /** By slot: the open call, or none. */
  readonly #open: Int32Array;
  /** The present configuration: which slots have taken effect (words), the next return, the state. */
  readonly #now: Int32Array;
  readonly #visited: ConfigurationSet;
  /** Frames: a configuration each, and how many candidates have been tried in it. */
  #frames: Int32Array;
  #depth = 0;
  #passed = 0;
  #states = new Set<number>();

  constructor(timeline: Timeline, table: StateTable<State>, budget: Budget, limits: Limits) {
    this.#limits = limits;
    this.#timeline = timeline;
    this.#table = table;
    this.#budget = budget;
    this.#words = Math.max(1, Math.ceil(timeline.slots / 32));
    this.#open = new Int32Array(timeline.slots).fill(none);
    this.#now = new Int32Array(this.#words + 2);
    this.#visited = new ConfigurationSet(this.#words + 2);
    this.#frames = new Int32Array((this.#words + 3) * 64);
  }

  run(): Found {
    this.#openCalls(0);
    this.#readAll();
    if (this.#advance()) return this.#found(true);
    this.#push();
    let steps = 0;
    while (this.#depth > 0) {
      if (++steps % stepsBetweenLooks === 0 && this.#isSpent()) return this.#found('unknown');
      const candidate = this.#nextCandidate();
      if (candidate === none) {
        this.#pop();
        continue;
      }
      const after = this.#table.step(this.#state, this.#timeline.kind[candidate] as number);
      if (after === impossible || (after === this.#state && !this.#returns(candidate))) continue;
      this.#take(candidate);
      this.#now[this.#words + 1] = after;
      this.#readAll();
      if (this.#advance()) return this.#found(true);
      if (this.#isPromising() && this.#visited.add(this.#now)) this.#push();
      else this.#restore();
    }
    return this.#found(false);
  }

  /** Whether the reads to come can still be explained; a state that none of them can see becomes `unseen`. */
  #isPromising(): boolean {
    if (!this.#table.foresees) return true;
    const state = foresee(this.#timeline, this.#table, this.#limits.foresight, this.#open, this.#now);
    this.#now[this.#words + 1] = state;
    return state !== impossible;
  }

  get #next(): number {
    return this.#now[this.#words] as number;
  }

  get #state(): number {
    return this.#now[this.#words + 1] as number;
  }

  #returns(call: number): boolean {
    return this.#timeline.returnOrder[call] !== Number.POSITIVE_INFINITY;
  }

  #isSpent(): boolean {
    return this.#visited.bytes + this.#table.bytes > this.#budget.bytes || this.#budget.outOfTime();
  }

  #found(valid: boolean | 'unknown'): Found {
    return { valid, passed: this.#passed, states: this.#states, configurations: this.#visited.size };
  }

  #has(slot: number): boolean {
    return ((this.#now[slot >>> 5] as number) & (1 << (slot & 31))) !== 0;
  }

  #take(call: number): void {
    const slot = this.#timeline.slot[call] as number;
    this.#now[slot >>> 5] = (this.#now[slot >>> 5] as number) | (1 << (slot & 31));
  }

  /** Open the calls that begin before return `next` and after the one before. */
  #openCalls(next: number): void {
    const { opened, slot } = this.#timeline;
    for (let call = opened[next] as number; call < (opened[next + 1] as number); call++) {
      this.#open[slot[call] as number] = call;
    }
  }

  /** Let every open read take effect that fits the present state. */
  #readAll(): void {
    const { isRead, kind } = this.#timeline;
    for (let slot = 0; slot < this.#open.length; slot++) {
      const call = this.#open[slot] as number;
      if (call === none || isRead[call] === 0 || this.#has(slot)) continue;
      if (this.#table.step(this.#state, kind[call] as number) !== impossible) this.#take(call);
    }
  }

  /** Pass every return whose call has taken effect; true when none is left. */
  #advance(): boolean {
    const { returning, slot } = this.#timeline;
    const { returns } = this.#limits;
    while (this.#next < returns) {
      const place = slot[returning[this.#next] as number] as number;
      if (!this.#has(place)) break;
      this.#now[place >>> 5] = (this.#now[place >>> 5] as number) & ~(1 << (place & 31));
      this.#open[place] = none;
      this.#now[this.#words] = this.#next + 1;
      if (this.#next < returns) {
        this.#openCalls(this.#next);
        this.#readAll();
      }
    }
    if (this.#next > this.#passed) {
      this.#passed = this.#next;
      this.#states = new Set();
    }
    if (this.#next === this.#passed) this.#states.add(this.#state);
    return this.#next >= returns;
  }

  /** Go back from the present return to an earlier one: what opened since is closed, what returned is open again. */
  #retreat(to: number): void {
    const { opened, slot, returning } = this.#timeline;
    for (let next = this.#next; next > to; next--) {
      for (let call = opened[next] as number; call < (opened[next + 1] as number); call++) {
        this.#open[slot[call] as number] = none;
      }
      const call = returning[next - 1] as number;
      this.#open[slot[call] as number] = call;
    }
  }

  /**
   * The next call to try in the present frame: first the one that must return next, then the other open ones, slot by
   * slot. Reads are not tried (they are in where they fit), nor a call for which an equal one stands in.
   */
  #nextCandidate(): number {
    const { returning, isRead, slot } = this.#timeline;
    const frame = (this.#depth - 1) * (this.#words + 3);
    const counter = frame + this.#words + 2;
    const first = returning[this.#next] as number;
    if (this.#frames[counter] === 0) {
      this.#frames[counter] = 1;
      if (isRead[first] === 0) return first;
    }
    for (;;) {
      const place = (this.#frames[counter] as number) - 1;
      if (place >= this.#open.length) return none;
      this.#frames[counter] = place + 2;
      const call = this.#open[place] as number;
      if (call === none || place === slot[first] || isRead[call] === 1 || this.#has(place)) continue;
      if (!this.#isReplaceable(call)) return call;
    }
  }

  /** Whether an open call of the same kind, not taken yet, returns before this one. */
  #isReplaceable(call: number): boolean {
    const { kind, returnOrder } = this.#timeline;
    const own = returnOrder[call] as number;
    for (let slot = 0; slot < this.#open.length; slot++) {
      const other = this.#open[slot] as number;
      if (other === none || other === call || kind[other] !== kind[call] || this.#has(slot)) continue;
      const others = returnOrder[other] as number;
      if (others < own || (others === own && other < call)) return true;
    }
    return false;
  }

  #push(): void {
    const size = this.#words + 3;
    if ((this.#depth + 1) * size > this.#frames.length) {
      const larger = new Int32Array(this.#frames.length * 2);
      larger.set(this.#frames);
      this.#frames = larger;
    }
    this.#frames.set(this.#now, this.#depth * size);
    this.#frames[this.#depth * size + size - 1] = 0;
    this.#depth += 1;
  }

  #pop(): void {
    this.#depth -= 1;
    if (this.#depth > 0) this.#restore();
  }

  /** Make the configuration of the top frame the present one. */
  #restore(): void {
    const frame = (this.#depth - 1) * (this.#words + 3);
    this.#retreat(this.#frames[frame + this.#words] as number);
    for (let n = 0; n < this.#words + 2; n++) this.#now[n] = this.#frames[frame + n] as number;
  }
}
