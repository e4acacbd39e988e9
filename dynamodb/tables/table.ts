import type { Circumstances } from '../calls/circumstances.ts';
import type { Stream } from '../streams/stream.ts';
import { Allowance } from './allowance.ts';
import type { Definition } from './definition.ts';
import type { Entries } from './entries.ts';
import { Records } from './records.ts';

/** Where a table comes from. */
export interface Origin {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly createdMs: number;
  /** For how long old states are kept for reads that miss the latest writes, in milliseconds. */
  readonly historyMs: number;
}

/** The attribute that says when an item expires, and the items that have such a time, by it. */
export interface TimeToLive {
  readonly attribute: string;
  readonly entries: Entries;
}

/** What is going on with a table, and until when. */
interface Transition {
  readonly status: 'CREATING' | 'UPDATING' | 'DELETING';
  readonly untilMs: number;
}

/** What a table was before a write. */
interface Past {
  readonly atMs: number;
  readonly records: Records;
}

/** A table: what it is, its items, and what is going on with it. */
export class Table {
  readonly origin: Origin;
  #definition: Definition;
  transition: Transition | undefined;
  stream: Stream | undefined;
  timeToLive: TimeToLive | undefined;
  tags: ReadonlyMap<string, string> = new Map();
  /** For how many days point-in-time recovery is on, which is only told: nothing can be restored. */
  pointInTimeRecovery: number | undefined;
  #records = new Records();
  /** Keys of items that a transaction holds, and until when. */
  readonly #held = new Map<string, number>();
  #past: Past[] = [];
  /** What may still be read and written of the table and its indexes, where that is limited. */
  readonly #allowances = new Map<string, Allowance>();

  constructor(origin: Origin, definition: Definition) {
    this.origin = origin;
    this.#definition = definition;
    for (const index of definition.indexes) this.#records.addIndex(definition, index);
  }

  /** What it is, besides its items. */
  get definition(): Definition {
    return this.#definition;
  }

  /** AWS's word for what is going on. */
  status(nowMs: number): Transition['status'] | 'ACTIVE' {
    return this.transition !== undefined && nowMs < this.transition.untilMs ? this.transition.status : 'ACTIVE';
  }

  /** Whether it was deleted, and its deletion is over. */
  isGone(nowMs: number): boolean {
    return this.transition?.status === 'DELETING' && nowMs >= this.transition.untilMs;
  }

  /** Its items and indexes as they are. */
  get records(): Records {
    return this.#records;
  }

  /** Replaces what the table is, and builds or drops indexes accordingly. */
  redefine(definition: Definition): void {
    for (const { name } of this.definition.indexes)
      if (!definition.indexes.some((index) => index.name === name)) this.#records.deleteIndex(name);
    for (const index of definition.indexes)
      if (!this.definition.indexes.some(({ name }) => name === index.name)) this.#records.addIndex(definition, index);
    this.#definition = definition;
    this.#past = [];
  }

  /** Its items and indexes as an eventually consistent read sees them: perhaps as they were a few writes ago. */
  recordsSeen({ nowMs, chance }: Circumstances): Records {
    if (this.origin.historyMs === 0) return this.#records;
    this.#forget(nowMs);
    const missed = this.#past.length === 0 ? 0 : chance.missedWrites(this.#past.length);
    return missed === 0 ? this.#records : (this.#past[this.#past.length - missed] as Past).records;
  }

  /** Keeps what the table is now, before a write. */
  remember(nowMs: number): void {
    if (this.origin.historyMs === 0) return;
    this.#forget(nowMs);
    this.#past.push({ atMs: nowMs, records: this.#records.copy() });
  }

  #forget(nowMs: number): void {
    const kept = this.#past.findIndex(({ atMs }) => atMs > nowMs - this.origin.historyMs);
    if (kept !== 0) this.#past = kept === -1 ? [] : this.#past.slice(kept);
  }

  /** Keeps others from an item until a transaction is over. */
  hold(text: string, untilMs: number): void {
    this.#held.set(text, untilMs);
  }

  /** Whether a transaction holds an item. */
  isHeld(text: string, nowMs: number): boolean {
    const untilMs = this.#held.get(text);
    if (untilMs === undefined) return false;
    if (nowMs < untilMs) return true;
    this.#held.delete(text);
    return false;
  }

  /** What may still be taken of something of this table. */
  allowance(of: string): Allowance {
    const known = this.#allowances.get(of) ?? new Allowance();
    this.#allowances.set(of, known);
    return known;
  }

  /** The same table, apart: a write to one is not seen in the other. `stream` is the copy of its stream. */
  copy(stream: Stream | undefined): Table {
    const copy = new Table(this.origin, this.definition);
    copy.transition = this.transition;
    copy.stream = stream;
    copy.timeToLive = this.timeToLive && { ...this.timeToLive, entries: this.timeToLive.entries.copy() };
    copy.tags = this.tags;
    copy.pointInTimeRecovery = this.pointInTimeRecovery;
    copy.#records = this.#records.copy();
    copy.#past = [...this.#past];
    for (const [text, untilMs] of this.#held) copy.#held.set(text, untilMs);
    for (const [of, allowance] of this.#allowances) copy.#allowances.set(of, allowance.copy());
    return copy;
  }
}
