import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';

const TRANSIENT_REASONS = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
const TRANSIENT_NAMES = new Set([
  'TransactionConflictException',
  'TransactionInProgressException',
  'InternalServerError',
]);

/** The function has too little time left to finish its work; a later delivery may have enough. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/**
 * Whether trying again may help: throttling, time-outs, lost connections, server faults and transactions that met
 * another one. A cancelled transaction is transient only if none of its reasons says otherwise.
 *
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof OutOfTime || TRANSIENT_NAMES.has(error.name)) return true;
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).every((reason) => TRANSIENT_REASONS.has(reason.Code ?? 'None'));
  }
  const sdkError = error as Parameters<typeof isTransientError>[0];
  return isThrottlingError(sdkError) || isTransientError(sdkError);
}
