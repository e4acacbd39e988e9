import { AsyncLocalStorage } from 'node:async_hooks';
import type { Draw } from '../chance/streams.ts';

/** A request as it leaves a process. */
export interface HttpRequest {
  readonly method: string;
  /** Host name, with a port if one was given. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What comes back: an answer, or the code of a connection's error such as `ECONNRESET`. */
export type HttpOutcome = HttpAnswer | { readonly broken: string };

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Whose code runs: the lab's own, or an execution environment. All that is ambient in its process is asked of it. */
export interface Owner {
  readonly name: string;
  /** What its clock shows, epoch milliseconds with a fraction. */
  nowMs(): number;
  /** Milliseconds since some time, which never go back. */
  monotonicMs(): number;
  readonly draw: Draw;
  /** Runs something once, unless it is cancelled; not while the owner is frozen, and never once it is dead. */
  after(ms: number, run: () => void): () => void;
  /** Sends a request. @returns what gives it up */
  request(request: HttpRequest, done: (outcome: HttpOutcome) => void): () => void;
  /** Hears of an error that nobody caught. */
  uncaught(error: unknown): void;
}

const owners = new AsyncLocalStorage<Owner>();
let host: Owner | undefined;

/** Names the owner of all code that runs for nobody else. */
export function setHost(owner: Owner): void {
  host = owner;
}

/** Whose code runs now. */
export function currentOwner(): Owner {
  const owner = owners.getStore() ?? host;
  if (owner === undefined) throw new Error('Nobody owns this thread yet: setHost comes first.');
  return owner;
}

/** Runs code, and all that it begins, for an owner. */
export function runAs<Result>(owner: Owner, work: () => Result): Result {
  return owners.run(owner, work);
}
