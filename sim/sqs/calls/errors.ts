/**
 * Codes of the older query protocol, which the JSON protocol tells in the header `x-amzn-query-error` where they differ
 * (SQS's API model, trait `awsQueryError`).
 */
const QUERY_CODES: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  InvalidParameterValueException: 'InvalidParameterValue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  MissingRequiredParameterException: 'MissingParameter',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDeletedRecently: 'AWS.SimpleQueueService.QueueDeletedRecently',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnknownOperationException: 'InvalidAction',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

/** Answers that are not 400. */
const STATUS: Readonly<Record<string, number>> = {
  PurgeQueueInProgress: 403,
  OverLimit: 403,
  ResourceNotFoundException: 404,
};

/** An answer of SQS that is an error: its code in the JSON protocol and AWS's message. */
export class SqsError extends Error {
  override readonly name = 'SqsError';
  readonly code: string;
  /** Its code in the query protocol, by which SDKs and old programs know it. */
  readonly queryCode: string;
  readonly status: number;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.queryCode = QUERY_CODES[code] ?? code;
    this.status = STATUS[code] ?? 400;
  }
}

/** A parameter with a value that AWS refuses. */
export function invalidParameter(message: string): SqsError {
  return new SqsError('InvalidParameterValueException', message);
}

/** A parameter with a value that AWS refuses, and why, in AWS's usual form. */
export function invalidValue(value: unknown, parameter: string, reason: string): SqsError {
  return invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);
}

/** A parameter that AWS requires and the request lacks. */
export function missingParameter(name: string): SqsError {
  return new SqsError('MissingRequiredParameterException', `The request must contain the parameter ${name}.`);
}

/** An attribute of a queue with a value that AWS refuses. */
export function invalidAttribute(name: string, reason = ''): SqsError {
  return new SqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason && ` Reason: ${reason}`}`,
  );
}

/** A queue that does not exist, or no more. */
export function noSuchQueue(): SqsError {
  return new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** What AWS has and this SQS has not: refused by its name, never guessed. */
export function notModelled(what: string): SqsError {
  return new SqsError('NotModelled', `${what} is not modelled by this SQS`);
}
