import type { Circumstances } from '../calls/circumstances.ts';
import { DynamoDbError } from '../calls/errors.ts';
import type { Database, Service } from '../database.ts';
import { dynamodb, dynamodbStreams } from '../operations/catalogue.ts';
import { unmodelled } from '../operations/unmodelled.ts';
import { callerOf } from './caller.ts';

/** What of an HTTP request counts. */
export interface Request {
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What goes back: a status and a JSON body. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

const SERVICES: Readonly<Record<string, Service>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodbstreams',
};
const OPERATIONS = { dynamodb, dynamodbstreams: dynamodbStreams };

/** Prefixes of error types, and whether the message is capitalised: AWS has several kinds. */
const COMMON = { prefix: 'com.amazonaws.dynamodb.v20120810#', message: 'message' };
const KINDS: Readonly<Record<string, { readonly prefix: string; readonly message: string }>> = {
  ValidationException: { prefix: 'com.amazon.coral.validate#', message: 'message' },
  SerializationException: { prefix: 'com.amazon.coral.service#', message: 'Message' },
  UnknownOperationException: { prefix: 'com.amazon.coral.service#', message: 'message' },
  AccessDeniedException: { prefix: 'com.amazon.coral.service#', message: 'Message' },
  MissingAuthenticationTokenException: { prefix: 'com.amazon.coral.service#', message: 'message' },
  TransactionCanceledException: { ...COMMON, message: 'Message' },
  NotModelled: { prefix: 'faultline.dynamodb#', message: 'message' },
};

/** An error in AWS's form: the status is that of the caller's fault if none is given. */
export function failed(
  code: string,
  text: string,
  details: Readonly<Record<string, unknown>> = {},
  status = 400,
): Answer {
  const { prefix, message } = KINDS[code] ?? COMMON;
  const body = { __type: `${prefix}${code}`, ...(text !== '' && { [message]: text }), ...details };
  return { status, body: JSON.stringify(body) };
}

/** The operation that a request names by its header `X-Amz-Target`; undefined if AWS has none of that name. */
export function readTarget(target: string | undefined): { service: Service; operation: string } | undefined {
  const [api = '', operation = ''] = target?.split('.') ?? [];
  const service = SERVICES[api];
  if (service === undefined) return undefined;
  const isKnown = OPERATIONS[service].has(operation) || (service === 'dynamodb' && unmodelled.has(operation));
  return isKnown ? { service, operation } : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Answers a request of AWS's JSON protocol. What the database does not expect of itself is told as a server error. */
export function answer(
  database: Database,
  { target, authorization, body }: Request,
  circumstances: Circumstances,
): Answer {
  const input = parse(body);
  if (input === undefined && body !== '') return failed('SerializationException', '');
  const called = readTarget(target);
  if (called === undefined) return failed('UnknownOperationException', '');
  const caller = callerOf(authorization);
  if (caller === undefined)
    return failed('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  if (input === undefined) return failed('SerializationException', '');
  try {
    const output = database.call(called.service, called.operation, input, caller, circumstances);
    return { status: 200, body: output === undefined ? '' : JSON.stringify(output) };
  } catch (error) {
    if (error instanceof DynamoDbError) return failed(error.code, error.message, error.details);
    process.stderr.write(`${called.operation}: ${error instanceof Error ? error.stack : error}\n`);
    return failed('InternalServerError', `${called.operation} failed unexpectedly: ${error}`, {}, 500);
  }
}
