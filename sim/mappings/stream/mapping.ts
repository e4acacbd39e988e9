import type { Luck } from '../chance/luck.ts';
import { readFilters } from '../filters.ts';
import type { Invoke, Mapping, Timeline } from '../invocation.ts';
import { readPlan, type StreamMappingSettings } from './settings.ts';
import { ShardReader } from './shard-reader.ts';
import { type CallStreams, type ShardInfo, Streams } from './streams.ts';

/** What a mapping from a stream is connected to. */
export interface StreamMappingPorts {
  readonly streams: CallStreams;
  readonly invoke: Invoke;
  readonly timeline: Timeline;
  readonly luck: Luck;
  /** Sends what is given up to the mapping's destination; without it, it is lost as without a destination. */
  readonly sendFailure?: (destinationArn: string, body: object) => void;
}

/** Starts to read a stream for a function, unless the mapping is disabled: each shard in its order, a child after its parent. */
export function startStreamMapping(settings: StreamMappingSettings, ports: StreamMappingPorts): Mapping {
  let current = settings;
  const streams = new Streams(readPlan(settings), ports.streams);
  const finished = new Set<string>();
  let isFirst = true;
  let stop = () => {};
  const begin = () => {
    const plan = readPlan(current);
    const passes = readFilters(current.FilterCriteria);
    // What is written from now on is read, whenever the mapping is enabled.
    if (isFirst) for (const { ShardId } of streams.shards()) streams.begin(ShardId, plan.startsAt);
    isFirst = false;
    if (current.Enabled === false) return;
    let isStopped = false;
    const readers = new Map<string, ShardReader>();
    const open = () => {
      const shards = streams.shards();
      const known = new Set(shards.map(({ ShardId }) => ShardId));
      const isReady = ({ ShardId, ParentShardId }: ShardInfo) =>
        !readers.has(ShardId) &&
        !finished.has(ShardId) &&
        (ParentShardId === undefined || finished.has(ParentShardId) || !known.has(ParentShardId));
      for (const shard of shards.filter(isReady)) {
        const { ShardId: shardId } = shard;
        streams.begin(shardId, 'TRIM_HORIZON');
        const { invoke, timeline, luck, sendFailure } = ports;
        const batches = { plan, shardId, invoke, timeline, luck, sendFailure, isStopped: () => isStopped };
        const reader = new ShardReader(batches, streams, passes, () => {
          finished.add(shardId);
          readers.delete(shardId);
          open();
        });
        readers.set(shardId, reader);
        reader.read();
      }
    };
    streams.rewind();
    open();
    stop = () => {
      isStopped = true;
      for (const reader of readers.values()) reader.stop();
    };
  };
  begin();
  return {
    update(changed: Partial<StreamMappingSettings>) {
      stop();
      current = { ...current, ...changed };
      begin();
    },
    stop: () => stop(),
  };
}
