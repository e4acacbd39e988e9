/** An answer of DynamoDB that is an error: its code, AWS's message, and what else AWS puts beside it. */
export class DynamoDbError extends Error {
  override readonly name = 'DynamoDbError';
  readonly code: string;
  /** Further members of the answer, such as `Item` or `CancellationReasons`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** A request that AWS would refuse whatever the tables hold. */
export function validationError(message: string): DynamoDbError {
  return new DynamoDbError('ValidationException', message);
}

/** A value with more lists and maps inside one another than DynamoDB takes. */
export function nestedTooDeeply(): DynamoDbError {
  return validationError(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  );
}

/** A request whose JSON has the wrong types. */
export function serializationError(message: string): DynamoDbError {
  return new DynamoDbError('SerializationException', message);
}

/** A table, index or stream that does not exist, or not yet, or no more. */
export function notFound(message = 'Requested resource not found'): DynamoDbError {
  return new DynamoDbError('ResourceNotFoundException', message);
}

/** What AWS has and this DynamoDB has not: refused by its name, never guessed. */
export function notModelled(what: string): DynamoDbError {
  return new DynamoDbError('NotModelled', `${what} is not modelled by this DynamoDB`);
}
