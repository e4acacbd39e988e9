import { hash } from 'node:crypto';
import { DynamoDbError } from '../calls/errors.ts';
import { readUnits } from '../tables/capacity.ts';
import type { Scope } from '../tables/scope.ts';
import { canonical } from '../values/canonical.ts';
import { itemSize } from '../values/size.ts';
import type { DonePart } from '../writes/transaction.ts';

/** "A client request token is valid for 10 minutes after the first request that uses it is completed." */
const VALID_MS = 10 * 60_000;

interface TokenRequest {
  readonly ClientRequestToken?: string;
}

/** The same for the same request, however its members are ordered. */
function fingerprint(request: TokenRequest): string {
  return hash('sha256', canonical(request), 'base64');
}

/**
 * What a request reads, by table, if it repeats one with the same token: then nothing is to be done again. Throws
 * IdempotentParameterMismatchException if another request had the token, TransactionInProgressException if the first is not
 * over yet.
 */
export function repeatedBy(
  request: TokenRequest,
  scope: Scope,
  nowMs: number,
): ReadonlyMap<string, number> | undefined {
  for (const [old, { untilMs }] of scope.tokens) {
    if (nowMs < untilMs) break;
    scope.tokens.delete(old);
  }
  const { ClientRequestToken: token } = request;
  const known = token === undefined ? undefined : scope.tokens.get(token);
  if (known === undefined) return undefined;
  if (known.fingerprint !== fingerprint(request))
    throw new DynamoDbError(
      'IdempotentParameterMismatchException',
      'Request token already in use for another request with a different payload',
    );
  if (nowMs < known.busyUntilMs)
    throw new DynamoDbError(
      'TransactionInProgressException',
      'The transaction with the given request token is already in progress.',
    );
  return known.units;
}

/** Remembers that a request with a token was done. */
export function rememberToken(
  request: TokenRequest,
  done: readonly DonePart[],
  scope: Scope,
  busyUntilMs: number,
): void {
  const { ClientRequestToken: token } = request;
  if (token === undefined) return;
  const units = new Map<string, number>();
  for (const { table, before, after } of done) {
    const item = after ?? before;
    const reads = readUnits(item === undefined ? 0 : itemSize(item), true);
    units.set(table.origin.name, (units.get(table.origin.name) ?? 0) + reads);
  }
  scope.tokens.set(token, { fingerprint: fingerprint(request), untilMs: busyUntilMs + VALID_MS, busyUntilMs, units });
}
