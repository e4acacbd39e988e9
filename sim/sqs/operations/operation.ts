import type { Circumstances } from '../calls/circumstances.ts';
import { noSuchQueue } from '../calls/errors.ts';
import type { Parameters } from '../calls/parameters.ts';
import type { Queue } from '../queue/queue.ts';
import { readUrl } from '../scopes/location.ts';
import type { Scope } from '../scopes/scope.ts';

/** What a call is made in: the caller's queues, and all others. */
export interface Place {
  readonly scope: Scope;
  scopeOf(account: string, region: string): Scope;
}

/** An operation of the API: its answer as AWS's JSON protocol has it, or AWS's error. */
export type Operation = (request: Parameters, place: Place, circumstances: Circumstances) => object;

/** A queue with the account in which it is. */
export interface Found {
  readonly queue: Queue;
  readonly scope: Scope;
}

/** The queue of a request's `QueueUrl`. Throws AWS's errors if there is none. */
export function findQueue(request: Parameters, { scope, scopeOf }: Place): Found {
  const { account, region, name } = readUrl(request.requiredText('QueueUrl'), scope.caller);
  const owner = scopeOf(account, region);
  const queue = owner.queues.get(name);
  if (queue === undefined) throw noSuchQueue();
  return { queue, scope: owner };
}

/** An answer without what is undefined. */
export function answerOf(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
