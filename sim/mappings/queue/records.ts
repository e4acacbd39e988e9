/** A message as ReceiveMessage answers. */
export interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, Attribute>>;
  readonly MD5OfMessageAttributes?: string;
}

interface Attribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** An element of `Records` as functions get it. */
export type LambdaRecord = Readonly<Record<string, unknown>>;

/** "The payload for each invocation … 6 MB" ("Lambda quotas"). */
const PAYLOAD_BYTES = 6 * 2 ** 20;

function attributeOf({ DataType, StringValue, BinaryValue }: Attribute): object {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** A message as its function gets it (Developer Guide, "Using Lambda with Amazon SQS"). */
export function recordOf(message: Message, queueArn: string, region: string): LambdaRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes.map(([name, attribute]) => [name, attributeOf(attribute)])),
    ...(message.MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

/** A record as filters see it: a body that is a JSON object as that object ("Using event filtering with an Amazon SQS event source"). */
export function filterable(record: LambdaRecord): LambdaRecord {
  try {
    const body: unknown = JSON.parse(String(record.body));
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...record, body };
  } catch {
    // A plain text is compared as it is.
  }
  return record;
}

/** Cuts messages into runs whose event stays within what an invocation takes. */
export function byPayload<T extends { readonly record: LambdaRecord }>(
  messages: readonly T[],
): readonly (readonly T[])[] {
  const runs: T[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const bytes = Buffer.byteLength(JSON.stringify(message.record));
    if (size + bytes > PAYLOAD_BYTES) {
      runs.push([]);
      size = 0;
    }
    runs[runs.length - 1]?.push(message);
    size += bytes;
  }
  return runs;
}
