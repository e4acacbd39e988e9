import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Problem } from '../../../shared/http/problem.ts';
import { type OrderRequest, orderRequestSchema } from '../order.ts';

/** Twenty lines of an order need about 3 KiB; the rest is room. */
const MAX_BODY_BYTES = 16 * 1024;

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
