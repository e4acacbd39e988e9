import type { Item } from '../values/attribute-value.ts';
import { Log } from './log.ts';

/** Who made a change, where it was no caller: DynamoDB itself, for items that expired. */
export interface UserIdentity {
  readonly PrincipalId: string;
  readonly Type: string;
}

/** A change of an item. */
export interface Change {
  readonly keys: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly identity: UserIdentity | undefined;
}

/** A change with its place in the stream. */
export interface StreamRecord extends Change {
  readonly sequence: number;
  readonly atMs: number;
}

/** "All data in DynamoDB Streams is subject to a 24-hour lifetime." (Developer Guide, "Change data capture") */
export const RETENTION_MS = 24 * 3_600_000;

/** A part of a stream by partition and time: records in order. The oldest are trimmed, which is to say no more seen. */
export class Shard {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly openedMs: number;
  /** All its records have this number or a greater one. */
  readonly firstSequence: number;
  #closedMs: number | undefined;
  #lastSequence: number | undefined;
  #records = new Log<StreamRecord>();

  constructor(id: string, parentId: string | undefined, openedMs: number, firstSequence: number) {
    this.id = id;
    this.parentId = parentId;
    this.openedMs = openedMs;
    this.firstSequence = firstSequence;
  }

  /** The number of its last record, once it is closed. */
  get lastSequence(): number | undefined {
    return this.#lastSequence;
  }

  append(record: StreamRecord): void {
    this.#records.append(record);
  }

  close(nowMs: number, lastSequence: number): void {
    this.#closedMs = nowMs;
    this.#lastSequence = lastSequence;
  }

  /** Whether it is closed so long that nothing of it is left. */
  isGone(nowMs: number): boolean {
    return this.#closedMs !== undefined && this.#closedMs <= nowMs - RETENTION_MS;
  }

  /** Records from a number on that are not trimmed yet, the oldest first, at most `limit`. */
  recordsFrom(sequence: number, nowMs: number, limit: number): readonly StreamRecord[] {
    const isPast = (record: StreamRecord) => record.sequence < sequence || record.atMs <= nowMs - RETENTION_MS;
    return this.#records.slice(this.#records.search(isPast), limit);
  }

  /** Whether a record with this number was in it and is trimmed. */
  isTrimmed(sequence: number, nowMs: number): boolean {
    const index = this.#records.search((record) => record.sequence < sequence);
    return index < this.#records.length && this.#records.at(index).atMs <= nowMs - RETENTION_MS;
  }

  copy(): Shard {
    const copy = new Shard(this.id, this.parentId, this.openedMs, this.firstSequence);
    copy.#closedMs = this.#closedMs;
    copy.#lastSequence = this.#lastSequence;
    copy.#records = this.#records.copy();
    return copy;
  }
}
