import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from './header.ts';
import { Problem } from './problem.ts';

const KEY = /^[\x21-\x7e]{1,128}$/;

/**
 * The key under which a request may be repeated, from the header `Idempotency-Key`.
 *
 * @throws Problem 400 if it is missing or malformed.
 */
export function idempotencyKeyOf(event: Pick<APIGatewayProxyEvent, 'headers'>): string {
  const key = headerOf(event, 'idempotency-key');
  if (!key) {
    throw new Problem(
      400,
      'idempotency-key-missing',
      'Send an Idempotency-Key header: a value of its own for what is asked once, the same in every retry of it.',
    );
  }
  if (!KEY.test(key)) {
    throw new Problem(
      400,
      'idempotency-key-invalid',
      'Expected 1 to 128 visible ASCII characters in the Idempotency-Key header.',
    );
  }
  return key;
}
