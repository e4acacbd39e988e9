import { notFound, notModelled, validationError } from '../calls/errors.ts';
import type { Stream } from '../streams/stream.ts';
import type { Table } from './table.ts';

const STREAM_ARN = /^arn:[^:]+:dynamodb:[^:]*:\d{12}:(table\/[a-zA-Z0-9_.-]+\/stream\/.+)$/;

/** What of a client's token is remembered. */
export interface Token {
  /** The same for the same request. */
  readonly fingerprint: string;
  readonly untilMs: number;
  /** Until when the transaction itself goes on. */
  readonly busyUntilMs: number;
  /** Read units that a repetition takes, by name of the table. */
  readonly units: ReadonlyMap<string, number>;
}

/** How a database behaves in what AWS leaves open. */
export interface Options {
  /** How long tables and indexes take to be created, updated and deleted, in milliseconds. */
  readonly transitionMs: number;
  /** For how long old states are kept for reads that miss the latest writes, in milliseconds. 0 keeps none. */
  readonly historyMs: number;
  /** How many partitions each table has, which is how many shards its stream has open. */
  readonly partitions: number;
}

/** What one account has in one region: everything that its calls can reach. */
export class Scope {
  readonly account: string;
  readonly region: string;
  readonly options: Options;
  readonly tables = new Map<string, Table>();
  /** Streams of tables, also of deleted ones, by their ARN. */
  readonly streams = new Map<string, Stream>();
  /** Tokens of transactions, the oldest first. */
  readonly tokens = new Map<string, Token>();

  #created = 0;

  constructor(account: string, region: string, options: Options) {
    this.account = account;
    this.region = region;
    this.options = options;
  }

  /** The number of the next table that is created, so that no two are one. */
  countCreated(): number {
    this.#created += 1;
    return this.#created;
  }

  /** The ARN of something in this scope, of DynamoDB or another service. */
  arn(resource: string, service = 'dynamodb'): string {
    const partition = this.region.startsWith('cn-')
      ? 'aws-cn'
      : this.region.startsWith('us-gov-')
        ? 'aws-us-gov'
        : 'aws';
    return `arn:${partition}:${service}:${this.region}:${this.account}:${resource}`;
  }

  /** The table's name, out of a name or an ARN. `ddblocal` is what LocalStack writes in place of the region. */
  nameOf(nameOrArn: string): string {
    if (!nameOrArn.startsWith('arn:')) return nameOrArn;
    const [, , , region, account, ...resource] = nameOrArn.split(':');
    if (region !== 'ddblocal' && (region !== this.region || account !== this.account))
      throw notModelled(`A table of another account or region (${nameOrArn})`);
    return /^table\/([^/]+)$/.exec(resource.join(':'))?.[1] ?? nameOrArn;
  }

  /** The table of a name or an ARN, whatever its status; undefined if there is none. */
  find(nameOrArn: string, nowMs: number): Table | undefined {
    const name = this.nameOf(nameOrArn);
    const table = this.tables.get(name);
    if (table === undefined || !table.isGone(nowMs)) return table;
    this.tables.delete(name);
    return undefined;
  }

  /** The table whose items a call is about. Throws ResourceNotFoundException if it is not there, not yet or no more. */
  table(nameOrArn: string, nowMs: number): Table {
    const table = this.find(nameOrArn, nowMs);
    const status = table?.status(nowMs);
    if (table === undefined || status === 'CREATING' || status === 'DELETING') throw notFound();
    return table;
  }

  /** The ARN of a stream in this scope, however the caller writes account and region. Throws for what is none. */
  streamArnOf(arn: string): string {
    const resource = STREAM_ARN.exec(arn)?.[1];
    if (resource === undefined) throw validationError(`Invalid StreamArn: ${arn}`);
    return this.arn(resource);
  }

  /** The stream of an ARN. Throws ResourceNotFoundException if nothing of it is left. */
  stream(arn: string, nowMs: number): Stream {
    const own = this.streamArnOf(arn);
    const stream = this.streams.get(own);
    if (stream !== undefined && !stream.isGone(nowMs)) return stream;
    this.streams.delete(own);
    throw notFound(`Requested resource not found: Stream: ${arn} not found`);
  }

  /** The same scope, apart. */
  copy(): Scope {
    const copy = new Scope(this.account, this.region, this.options);
    copy.#created = this.#created;
    for (const [arn, stream] of this.streams) copy.streams.set(arn, stream.copy());
    for (const [name, table] of this.tables) {
      const stream = table.stream && copy.streams.get(table.stream.of.arn);
      copy.tables.set(name, table.copy(stream));
    }
    for (const [token, remembered] of this.tokens) copy.tokens.set(token, remembered);
    return copy;
  }
}
