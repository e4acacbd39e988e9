import type { Key, KeyType } from './key.ts';

/** A part of a key as AWS tells it. */
export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

/** Units a second that are provisioned. */
export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

/** Which attributes an index has besides the keys. */
export interface Projection {
  readonly ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly NonKeyAttributes?: readonly string[];
}

/** The most units a second that an on-demand table or index takes; -1 is no limit. */
export interface OnDemandThroughput {
  readonly MaxReadRequestUnits?: number;
  readonly MaxWriteRequestUnits?: number;
}

/** Units a second that a table or index is warm for. */
export interface WarmThroughput {
  readonly ReadUnitsPerSecond?: number;
  readonly WriteUnitsPerSecond?: number;
}

/** How a table is encrypted, which is only told here. */
export interface Encryption {
  readonly Enabled?: boolean;
  readonly SSEType?: 'AES256' | 'KMS';
  readonly KMSMasterKeyId?: string;
}

/** A local or global secondary index. */
export interface Index {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly key: Key;
  readonly projection: Projection;
  readonly throughput: Throughput;
  readonly onDemandThroughput: OnDemandThroughput | undefined;
  readonly warmThroughput: WarmThroughput | undefined;
  /** Until when it is being created. */
  readonly settlesMs: number;
}

/** What a table is, besides its items. UpdateTable replaces it as a whole. */
export interface Definition {
  readonly key: Key;
  /** Attributes of all keys and their types, in the order in which they were given. */
  readonly types: Readonly<Record<string, KeyType>>;
  readonly indexes: readonly Index[];
  readonly throughput: Throughput;
  /** Since when the table is on demand; undefined for provisioned tables that never were. */
  readonly onDemandSinceMs: number | undefined;
  readonly billingMode: 'PROVISIONED' | 'PAY_PER_REQUEST';
  readonly deletionProtection: boolean;
  readonly onDemandThroughput: OnDemandThroughput | undefined;
  readonly warmThroughput: WarmThroughput | undefined;
  readonly tableClass: string | undefined;
  readonly encryption: Encryption | undefined;
}

/** A key as AWS tells it. */
export function keySchemaOf({ partition, sort }: Key): readonly KeySchemaElement[] {
  return [
    ...partition.map(({ name }) => ({ AttributeName: name, KeyType: 'HASH' as const })),
    ...sort.map(({ name }) => ({ AttributeName: name, KeyType: 'RANGE' as const })),
  ];
}
