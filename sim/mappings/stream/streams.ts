import type { StreamRecord } from './records.ts';
import type { Plan } from './settings.ts';

/** A call of DynamoDB Streams' API, done at once. Throws an error with AWS's code. */
export type CallStreams = (operation: string, input: object) => object;

/** A part of the stream, and the one that it follows. */
export interface ShardInfo {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

type Start = { readonly ShardIteratorType: string; readonly SequenceNumber?: string };

const codeOf = (error: unknown) => (error as { readonly code?: unknown }).code;

/** The stream of a mapping, and how far the mapping is in each shard; it outlives the settings. */
export class Streams {
  readonly #call: CallStreams;
  readonly #streamArn: string;
  /** Where reading goes on. */
  readonly #iterators = new Map<string, string>();
  /** Where it goes on if what was read since is not done. */
  readonly #restarts = new Map<string, Start>();
  readonly #starts = new Map<string, Start>();

  constructor({ streamArn }: Plan, call: CallStreams) {
    this.#streamArn = streamArn;
    this.#call = call;
  }

  /** All shards, parents before children. */
  shards(): readonly ShardInfo[] {
    const { StreamDescription } = this.#call('DescribeStream', { StreamArn: this.#streamArn }) as {
      readonly StreamDescription: { readonly Shards: readonly ShardInfo[] };
    };
    return StreamDescription.Shards;
  }

  /** Says where a shard is begun, unless it was begun before; `LATEST` is now, whenever it is read first. */
  begin(shardId: string, type: 'TRIM_HORIZON' | 'LATEST'): void {
    if (this.#starts.has(shardId)) return;
    this.#starts.set(shardId, { ShardIteratorType: type });
    if (type === 'LATEST') this.#iterators.set(shardId, this.#iterator(shardId));
  }

  /** What was read and is not done is read again. */
  rewind(): void {
    for (const shardId of this.#restarts.keys()) this.#iterators.delete(shardId);
  }

  /** All records up to this one are done. */
  checkpoint(shardId: string, sequenceNumber: string): void {
    this.#restarts.set(shardId, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber });
  }

  #iterator(shardId: string): string {
    const start = this.#restarts.get(shardId) ?? this.#starts.get(shardId);
    const ask = (from: Start | undefined) =>
      (
        this.#call('GetShardIterator', { StreamArn: this.#streamArn, ShardId: shardId, ...from }) as {
          readonly ShardIterator: string;
        }
      ).ShardIterator;
    try {
      return ask(start);
    } catch (error) {
      // What is older than the stream keeps is gone for good.
      if (codeOf(error) !== 'TrimmedDataAccessException') throw error;
      return ask({ ShardIteratorType: 'TRIM_HORIZON' });
    }
  }

  /** The next records of a shard, and whether they were its last; none while there is no such stream. */
  read(shardId: string, limit: number): { readonly records: readonly StreamRecord[]; readonly isClosed: boolean } {
    try {
      const iterator = this.#iterators.get(shardId) ?? this.#iterator(shardId);
      const { Records: records, NextShardIterator: next } = this.#call('GetRecords', {
        ShardIterator: iterator,
        Limit: limit,
      }) as { readonly Records: readonly StreamRecord[]; readonly NextShardIterator?: string };
      if (next !== undefined) this.#iterators.set(shardId, next);
      const [first] = records;
      if (first !== undefined && !this.#restarts.has(shardId)) {
        const { SequenceNumber } = first.dynamodb;
        this.#restarts.set(shardId, { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber });
      }
      return { records, isClosed: next === undefined };
    } catch (error) {
      if (codeOf(error) !== 'ResourceNotFoundException') throw error;
      return { records: [], isClosed: false };
    }
  }
}
