import type { SQSRecord } from 'aws-lambda';
import { type Attempts, createAttempts } from './attempts.ts';
import type { Delivery } from './invocation.ts';

/**
 * The stable keys of a Lambda event: what the body of each SQS record has in `keyField`, a name or a path with dots
 * (the message id where it has nothing there); the idempotency key of an HTTP request, or what its body or its path has in
 * `keyField`, or the id in its path; what any other event has there, or its `detail`; else the invocation's request id. SQS counts
 * the attempts with a record, `attempts` those with anything else.
 */
export function deliveriesOf(
  event: unknown,
  requestId: string,
  attempts: Attempts = createAttempts(),
  keyField?: string,
): Delivery[] {
  const { Records, headers, pathParameters, requestContext, body, detail } = fieldsOf(event);
  const keyIn = (value: unknown) => (keyField === undefined ? undefined : keyAt(keyField, value));
  if (Array.isArray(Records) && Records.every(isQueueRecord)) {
    return Records.map(({ body, messageId, receiptHandle, eventSourceARN: queueArn, attributes }) => ({
      key: keyIn(parsed(body)) ?? messageId,
      delivery: Number(attributes.ApproximateReceiveCount),
      record: { messageId, receiptHandle, queueArn },
      message: body,
    }));
  }
  const ofGateway = fieldsOf(requestContext).requestId;
  if (typeof ofGateway === 'string') {
    const isToken = ([name]: [string, unknown]) => name.toLowerCase() === 'idempotency-key';
    const token = Object.entries(fieldsOf(headers)).find(isToken)?.[1];
    const keys = [token, keyIn(parsed(body)), keyIn(pathParameters), fieldsOf(pathParameters).id];
    return [counted(keys.find((value) => typeof value === 'string') ?? ofGateway, attempts)];
  }
  // An event of EventBridge has an id of its own beside its detail.
  return [counted(keyIn(detail) ?? keyIn(event) ?? requestId, attempts)];
}

// By hand, because zod takes longer to load than all that a function without rules needs of chaos.
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isQueueRecord(record: unknown): record is SQSRecord {
  const { eventSource, messageId, receiptHandle, eventSourceARN, body, attributes } = fieldsOf(record);
  const receiveCount = Number(fieldsOf(attributes).ApproximateReceiveCount);
  return (
    eventSource === 'aws:sqs' &&
    [messageId, receiptHandle, eventSourceARN, body].every((text) => typeof text === 'string') &&
    Number.isInteger(receiveCount) &&
    receiveCount >= 1
  );
}

/** The path of an HTTP event: of a REST API `path`, of an HTTP API or function URL `rawPath`. */
export function httpPathOf(event: unknown): string | undefined {
  const { rawPath, path } = fieldsOf(event);
  return [rawPath, path].find((given) => typeof given === 'string');
}

function counted(key: string, attempts: Attempts): Delivery {
  return { key, delivery: attempts.next(key) };
}

function keyAt(field: string, value: unknown): string | undefined {
  const found = field.split('.').reduce((each, name) => fieldsOf(each)[name], value);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
