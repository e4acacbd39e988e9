import * as z from 'zod';
import type { Delivery } from './invocation.ts';

const queueEvent = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal('aws:sqs'),
      messageId: z.string(),
      receiptHandle: z.string(),
      eventSourceARN: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number().int().min(1) }),
    }),
  ),
});
const httpEvent = z.object({
  headers: z.record(z.string(), z.string().nullish()).nullish(),
  pathParameters: z.record(z.string(), z.string().nullish()).nullish(),
  requestContext: z.object({ requestId: z.string() }),
});
const pathOf = z.object({ path: z.string().optional(), rawPath: z.string().optional() });
const orderMessage = z.object({ sagaId: z.string().min(1) });

/**
 * The stable keys of a Lambda event: the order id of each SQS record (its message id where the body names none), the
 * idempotency key or order id of an HTTP request, else the invocation's request id.
 */
export function deliveriesOf(event: unknown, requestId: string): Delivery[] {
  const queue = queueEvent.safeParse(event);
  if (queue.success) {
    return queue.data.Records.map(({ body, messageId, receiptHandle, eventSourceARN: queueArn, attributes }) => ({
      key: orderIdOf(body) ?? messageId,
      delivery: attributes.ApproximateReceiveCount,
      record: { messageId, receiptHandle, queueArn },
    }));
  }
  const http = httpEvent.safeParse(event);
  if (http.success) {
    const { headers, pathParameters, requestContext } = http.data;
    const idempotencyKey = Object.entries(headers ?? {}).find(
      ([name]) => name.toLowerCase() === 'idempotency-key',
    )?.[1];
    return [{ key: idempotencyKey ?? pathParameters?.id ?? requestContext.requestId, delivery: 1 }];
  }
  return [{ key: requestId, delivery: 1 }];
}

/** The path of an HTTP event: of a REST API `path`, of an HTTP API or function URL `rawPath`. */
export function httpPathOf(event: unknown): string | undefined {
  const { path, rawPath } = pathOf.safeParse(event).data ?? {};
  return rawPath ?? path;
}

function orderIdOf(body: string): string | undefined {
  try {
    return orderMessage.safeParse(JSON.parse(body)).data?.sagaId;
  } catch {
    return undefined;
  }
}
