import { placement } from '../values/placement.ts';
import { type Change, RETENTION_MS, Shard } from './shard.ts';

/** A shard is closed after about four hours on AWS, and goes on in a child. */
const SHARD_LIFE_MS = 4 * 3_600_000;
const PLACES = 2 ** 32;

/** Which of an item a record tells, before and after the change. */
export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** What a stream is of. */
export interface StreamOf {
  readonly arn: string;
  readonly label: string;
  readonly tableName: string;
  readonly keySchema: readonly object[];
  readonly viewType: StreamViewType;
  readonly createdMs: number;
  /** How many partitions the table has, each with shards of its own. */
  readonly partitions: number;
}

/** The log of changes of a table since its stream was enabled. */
export class Stream {
  readonly of: StreamOf;
  #disabledMs: number | undefined;
  #sequence = 0;
  /** The open shard of each partition. */
  #open: Shard[];
  #shards: Shard[];

  constructor(of: StreamOf) {
    this.of = of;
    this.#open = Array.from({ length: of.partitions }, (_, partition) =>
      this.#shard(partition, undefined, of.createdMs),
    );
    this.#shards = [...this.#open];
  }

  #shard(partition: number, parentId: string | undefined, openedMs: number): Shard {
    const hash = placement(`${this.of.arn}/${partition}/${openedMs}`).toString(16).padStart(8, '0');
    return new Shard(`shardId-${String(openedMs).padStart(20, '0')}-${hash}`, parentId, openedMs, this.#sequence + 1);
  }

  get isEnabled(): boolean {
    return this.#disabledMs === undefined;
  }

  /** The number that the next record will have. */
  get nextSequence(): number {
    return this.#sequence + 1;
  }

  /** Whether it was disabled so long ago that nothing of it is left. */
  isGone(nowMs: number): boolean {
    return this.#disabledMs !== undefined && this.#disabledMs <= nowMs - RETENTION_MS;
  }

  /** Adds a change of an item whose partition stands at a place of the ring (`placement`). */
  append(change: Change, place: number, nowMs: number): void {
    const partition = Math.floor((place * this.of.partitions) / PLACES);
    let shard = this.#open[partition] as Shard;
    if (nowMs - shard.openedMs >= SHARD_LIFE_MS) shard = this.#rollOver(partition, shard, nowMs);
    this.#sequence += 1;
    shard.append({ ...change, sequence: this.#sequence, atMs: nowMs });
  }

  #rollOver(partition: number, shard: Shard, nowMs: number): Shard {
    shard.close(nowMs, this.#sequence);
    const child = this.#shard(partition, shard.id, nowMs);
    this.#open[partition] = child;
    this.#shards = [...this.#shards.filter((kept) => !kept.isGone(nowMs)), child];
    return child;
  }

  /** Closes all shards: nothing is written any more, and what was written is read for 24 hours. */
  disable(nowMs: number): void {
    this.#disabledMs = nowMs;
    for (const shard of this.#open) shard.close(nowMs, this.#sequence);
  }

  /** The shards of which something is left, parents before children. */
  shards(nowMs: number): readonly Shard[] {
    return this.#shards.filter((shard) => !shard.isGone(nowMs));
  }

  copy(): Stream {
    const copy = new Stream(this.of);
    const shards = new Map(this.#shards.map((shard) => [shard, shard.copy()]));
    copy.#disabledMs = this.#disabledMs;
    copy.#sequence = this.#sequence;
    copy.#shards = [...shards.values()];
    copy.#open = this.#open.map((shard) => shards.get(shard) as Shard);
    return copy;
  }
}
