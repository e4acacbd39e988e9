import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import type { Injection, RecordVersion } from '../../run/run-files.ts';
import type { Deployed } from '../../system/deployed.ts';
import { prefixOf, type System } from '../../system/system.ts';
import { openInjections } from '../collect/injections-so-far.ts';
import { openVersions } from '../collect/versions.ts';

/** Logs come a little after what they tell of, ms: the last so much is read again. */
const lateBy = 15_000;

/** Reads what a system tells of a run that goes on, beside the files that the run writes. */
export interface Follower {
  readonly versions: readonly RecordVersion[];
  readonly injections: readonly Injection[];
  /** Reads on: the streams of the records, and the logs for faults that have fired. */
  readOn(): Promise<void>;
  close(): void;
}

export interface FollowerOptions {
  readonly system: Pick<System, 'name' | 'records'>;
  readonly cloud: Cloud;
  readonly deployed: Deployed;
  /** Epoch ms: what is older belongs to another run. */
  readonly since: number;
  readonly now: () => number;
}

/** Opens a reader; it asks streams and logs, which nobody's work waits for, and no table. Whoever opens it closes it. */
export async function openFollower({ system, cloud, deployed, since, now }: FollowerOptions): Promise<Follower> {
  const config = clientConfig(cloud);
  const dynamo = new DynamoDBClient(config);
  const streams = new DynamoDBStreamsClient(config);
  const logs = openInjections(cloud, deployed, now);
  const versions: RecordVersion[] = [];
  const injections = new Map<string, Injection>();
  const close = () => {
    for (const client of [dynamo, streams]) client.destroy();
    logs.close();
  };
  let readUntil = since;
  const prefix = prefixOf(system);
  try {
    const open = (recorded: (typeof system.records)[number]) => openVersions(dynamo, streams, { recorded, prefix });
    const readers = await Promise.all(system.records.map(open));
    return {
      versions,
      get injections() {
        return [...injections.values()].sort((a, b) => a.at - b.at);
      },
      async readOn() {
        const until = now();
        const fired = await logs.since(Math.max(since, readUntil - lateBy));
        for (const one of fired) injections.set(JSON.stringify(one), one);
        readUntil = until;
        for (const read of readers) for await (const version of read()) versions.push(version);
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
