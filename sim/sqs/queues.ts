import type { Caller, Circumstances } from './calls/circumstances.ts';
import { notModelled } from './calls/errors.ts';
import { Parameters } from './calls/parameters.ts';
import { operations } from './operations/catalogue.ts';
import { readAsk } from './operations/messages/receive.ts';
import { findQueue, type Place } from './operations/operation.ts';
import type { Listener } from './queue/events.ts';
import type { Queue } from './queue/queue.ts';
import { awsUrl } from './scopes/location.ts';
import { Scope, type UrlOf } from './scopes/scope.ts';

/** How SQS is set up: its queues' addresses, AWS's by default, and who is told what becomes of messages. */
export interface Options {
  readonly urlOf: UrlOf;
  readonly listener: Listener;
}

const DEFAULT_OPTIONS: Options = { urlOf: awsUrl, listener: () => {} };

/**
 * SQS as a state machine: each call is made at once and as a whole, and its answer follows from the calls before it and from
 * its circumstances alone. Nothing waits here: a ReceiveMessage that finds nothing answers so (`QueuesInTime` waits).
 */
export class Queues {
  readonly #options: Options;
  readonly #scopes = new Map<string, Scope>();

  constructor(options: Partial<Options> = {}) {
    this.#options = { ...DEFAULT_OPTIONS, ...options };
  }

  /**
   * Makes a call. `input` is its JSON as AWS's protocol has it, with binary values in base64. Returns AWS's answer. Throws
   * `SqsError`; then nothing has changed. An operation that is not modelled throws one whose code is `NotModelled`.
   */
  call(operation: string, input: unknown, caller: Caller, circumstances: Circumstances): object {
    const perform = operations.get(operation);
    if (perform === undefined) throw notModelled(`The operation ${operation}`);
    this.advance(circumstances);
    return perform(new Parameters(input), this.#place(caller), circumstances);
  }

  /** Moves the messages of redrives that were to be moved until now. */
  advance(circumstances: Circumstances): void {
    for (const scope of this.#scopes.values()) if (scope.tasks.length > 0) scope.advance(circumstances);
  }

  /** When the next message of a redrive moves; undefined if none runs. */
  get nextMoveMs(): number | undefined {
    let next: number | undefined;
    for (const { tasks } of this.#scopes.values())
      for (const { nextMs } of tasks)
        if (nextMs !== undefined && !(next !== undefined && next <= nextMs)) next = nextMs;
    return next;
  }

  /** The queue of a ReceiveMessage and how long the call may wait there. Throws AWS's errors. */
  waitOf(input: unknown, caller: Caller, nowMs: number): { readonly queue: Queue; readonly waitMs: number } {
    const request = new Parameters(input);
    const { queue } = findQueue(request, this.#place(caller));
    return { queue, waitMs: readAsk(request, queue, nowMs).waitMs };
  }

  #place(caller: Caller): Place {
    const scopeOf = (account: string, region: string) => this.#scope({ account, region });
    return { scope: this.#scope(caller), scopeOf };
  }

  #scope(caller: Caller): Scope {
    const name = `${caller.account}/${caller.region}`;
    const known = this.#scopes.get(name);
    if (known !== undefined) return known;
    const scope = new Scope(caller, this.#options.urlOf, this.#options.listener);
    this.#scopes.set(name, scope);
    return scope;
  }
}
