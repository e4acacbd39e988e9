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

/** Where the messages of the lab's own order system name the order that they are for. */
const KEY_FIELD = 'sagaId';

/**
 * The stable keys of a Lambda event: what the body of each SQS record has in `keyField`, a name or a path with dots
 * (the message id where it has nothing there), the
 * idempotency key or order id of an HTTP request, else the invocation's request id. SQS counts the attempts with a record,
 * `attempts` those with anything else.
 */
export function deliveriesOf(
  event: unknown,
  requestId: string,
  attempts: Attempts = createAttempts(),
  keyField = KEY_FIELD,
): Delivery[] {
  const queue = queueEvent.safeParse(event);
  if (queue.success) {
    return queue.data.Records.map(({ body, messageId, receiptHandle, eventSourceARN: queueArn, attributes }) => ({
      key: keyIn(body, keyField) ?? messageId,
      delivery: attributes.ApproximateReceiveCount,
      record: { messageId, receiptHandle, queueArn },
      message: body,
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

function keyIn(body: string, field: string): string | undefined {
  try {
    const found = field
      .split('.')
      .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], JSON.parse(body));
    return typeof found === 'string' && found !== '' ? found : undefined;
  } catch {
    return undefined;
  }
}
