/** A record as GetRecords answers. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: {
    readonly Keys: Readonly<Record<string, object>>;
    readonly SequenceNumber: string;
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
  };
}

const SECOND_MS = 1000;

/** When a change was made, as far as its record tells. */
export function changedMs({ dynamodb }: StreamRecord): number {
  return dynamodb.ApproximateCreationDateTime * SECOND_MS;
}

/** A record as its function gets it (Developer Guide, "Using AWS Lambda with Amazon DynamoDB"). */
export function eventOf(record: StreamRecord, streamArn: string): Readonly<Record<string, unknown>> {
  return { ...record, eventSourceARN: streamArn };
}

/** FNV-1a, so that records of an item always fall into the same lane. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

/**
 * Parts a batch into at most so many lanes that may run at once: "Lambda still ensures in-order processing at the item (partition and
 * sort key) level" ("Polling and batching streams", `ParallelizationFactor`).
 */
export function lanesOf(records: readonly StreamRecord[], lanes: number): readonly (readonly StreamRecord[])[] {
  if (lanes === 1) return [records];
  const parts: StreamRecord[][] = Array.from({ length: lanes }, () => []);
  for (const record of records) parts[hash(JSON.stringify(record.dynamodb.Keys)) % lanes]?.push(record);
  return parts.filter((part) => part.length > 0);
}
