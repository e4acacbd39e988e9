import * as z from 'zod';
import { type Attempts, createAttempts } from './attempts.ts';
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
const orderMessage = z.object({ sagaId: z.string().min(1) });

/**
 * The stable keys of a Lambda event: the order id of each SQS record (its message id where the body names none), the
 * idempotency key or order id of an HTTP request, else the invocation's request id. SQS counts the attempts with a record,
 * `attempts` those with anything else.
 */
export function deliveriesOf(event: unknown, requestId: string, attempts: Attempts = createAttempts()): Delivery[] {
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
    return [counted(idempotencyKey ?? pathParameters?.id ?? requestContext.requestId, attempts)];
  }
  return [counted(requestId, attempts)];
}

/** The path of an HTTP event: of a REST API `path`, of an HTTP API or function URL `rawPath`. */
export function httpPathOf(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  if ('rawPath' in event && typeof event.rawPath === 'string') return event.rawPath;
  return 'path' in event && typeof event.path === 'string' ? event.path : undefined;
}

function counted(key: string, attempts: Attempts): Delivery {
  return { key, delivery: attempts.next(key) };
}

function orderIdOf(body: string): string | undefined {
  try {
    return orderMessage.safeParse(JSON.parse(body)).data?.sagaId;
  } catch {
    return undefined;
  }
}
