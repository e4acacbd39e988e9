import type { Circumstances } from './calls/circumstances.ts';
import { notModelled } from './calls/errors.ts';
import { dynamodb, dynamodbStreams } from './operations/catalogue.ts';
import { readRequest } from './shapes/shape.ts';
import { expire } from './tables/expire.ts';
import { type Options, Scope } from './tables/scope.ts';

/** AWS's services that are one database here. */
export type Service = 'dynamodb' | 'dynamodbstreams';

/** Who calls: an account, in a region. */
export interface Caller {
  readonly account: string;
  readonly region: string;
}

const services = { dynamodb, dynamodbstreams: dynamodbStreams };

/** Nothing takes time, reads see every write, and a table is one partition. */
const DEFAULT_OPTIONS: Options = { transitionMs: 0, historyMs: 0, partitions: 1 };

/**
 * DynamoDB as a state machine: each call is made at once and as a whole, and its answer follows from the calls before it and
 * from its circumstances alone. Answers share what the database holds and are not to be changed.
 */
export class Database {
  readonly #options: Options;
  readonly #scopes = new Map<string, Scope>();

  constructor(options: Partial<Options> = {}) {
    this.#options = { ...DEFAULT_OPTIONS, ...options };
  }

  /**
   * Makes a call. `input` is its JSON as AWS's protocol has it, with binary values in base64. Returns AWS's answer, if
   * the operation has one. Throws `DynamoDbError`; then nothing has changed. An operation that is not modelled throws one whose code is `NotModelled`.
   */
  call(
    service: Service,
    operation: string,
    input: unknown,
    caller: Caller,
    circumstances: Circumstances,
  ): object | undefined {
    const known = services[service].get(operation);
    if (known === undefined) throw notModelled(`The operation ${operation}`);
    const request = readRequest(known.input, input);
    return known.perform(request, this.#scope(caller), circumstances);
  }

  /** Deletes items whose time to live is over, at most `limit`, and returns how many. AWS does so within days. */
  expireItems(nowMs: number, limit = Number.POSITIVE_INFINITY): number {
    let deleted = 0;
    for (const scope of this.#scopes.values())
      for (const table of scope.tables.values()) deleted += expire(table, nowMs, limit - deleted);
    return deleted;
  }

  /** The same database, apart: what happens to one does not happen to the other. Costs little, whatever it holds. */
  fork(): Database {
    const fork = new Database(this.#options);
    for (const [name, scope] of this.#scopes) fork.#scopes.set(name, scope.copy());
    return fork;
  }

  #scope({ account, region }: Caller): Scope {
    const name = `${account}/${region}`;
    const known = this.#scopes.get(name);
    if (known !== undefined) return known;
    const scope = new Scope(account, region, this.#options);
    this.#scopes.set(name, scope);
    return scope;
  }
}
