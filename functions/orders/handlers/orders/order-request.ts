import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type OrderRequest, orderRequestSchema } from '../order.ts';
import { Problem } from './problem.ts';

/** Twenty lines of an order need about 3 KiB; the rest is room. */
const MAX_BODY_BYTES = 16 * 1024;
const KEY = /^[\x21-\x7e]{1,128}$/;

/**
 * The key under which a request may be repeated, from the header `Idempotency-Key`.
 *
 * @throws Problem 400 if it is missing or malformed.
 */
export function idempotencyKeyOf(event: APIGatewayProxyEvent): string {
  const [, key] = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === 'idempotency-key') ?? [];
  if (!key) {
    throw new Problem(
      400,
      'idempotency-key-missing',
      'Send an Idempotency-Key header: one value an order, the same in every retry of it.',
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

/**
 * The order that a request's body asks for.
 *
 * @throws Problem 413 if the body is too large, 400 if it is no JSON or no order.
 */
export function orderRequestOf(event: APIGatewayProxyEvent): OrderRequest {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.byteLength > MAX_BODY_BYTES) {
    throw new Problem(
      413,
      'body-too-large',
      `The body has ${body.byteLength} bytes; an order has at most ${MAX_BODY_BYTES}.`,
    );
  }
  const read = orderRequestSchema.safeParse(jsonOf(body.toString('utf8')));
  if (read.success) return read.data;
  const details = read.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new Problem(400, 'order-invalid', 'The body is not an order; see details.', details);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(400, 'json-malformed', `The body is not JSON: ${(error as Error).message}`);
  }
}
