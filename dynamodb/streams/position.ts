import { DynamoDbError, validationError } from '../calls/errors.ts';

/** Where a reader of a shard goes on. */
export interface Position {
  readonly streamArn: string;
  readonly shardId: string;
  /** The number of the first record that it has not read. */
  readonly sequence: number;
  readonly issuedMs: number;
}

/** "A shard iterator expires 15 minutes after it is retrieved." */
const VALID_MS = 15 * 60_000;
/** AWS's numbers have at least 21 digits. */
const BASE = 10n ** 20n;

/** A record's number as AWS writes it. */
export function sequenceText(sequence: number): string {
  return String(BASE + BigInt(sequence));
}

/** The number that a text means. Throws AWS's ValidationException. */
export function readSequence(text: string): number {
  if (!/^\d{21,40}$/.test(text)) throw validationError(`Invalid SequenceNumber: ${text}`);
  const sequence = BigInt(text) - BASE;
  return sequence < 0n ? 0 : Number(sequence);
}

/** A position as a shard iterator: it begins with the ARN of the stream, as AWS's do. */
export function iteratorOf({ streamArn, shardId, sequence, issuedMs }: Position): string {
  const rest = Buffer.from(JSON.stringify([shardId, sequence, issuedMs])).toString('base64');
  return `${streamArn}|1|${rest}`;
}

/** The position that a shard iterator stands for. Throws AWS's errors for one that is none, or too old. */
export function readIterator(iterator: string, nowMs: number): Position {
  const [streamArn = '', , rest = ''] = iterator.split('|');
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(rest, 'base64').toString());
  } catch {
    content = undefined;
  }
  const [shardId, sequence, issuedMs] = Array.isArray(content) ? content : [];
  if (typeof shardId !== 'string' || typeof sequence !== 'number' || typeof issuedMs !== 'number')
    throw validationError('Invalid ShardIterator');
  if (nowMs > issuedMs + VALID_MS) throw new DynamoDbError('ExpiredIteratorException', 'Iterator expired');
  return { streamArn, shardId, sequence, issuedMs };
}
