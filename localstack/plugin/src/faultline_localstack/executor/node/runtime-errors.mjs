/**
 * The errors of the Node.js runtime and the shapes in which Lambda reports them.
 * Shapes: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */

export class RuntimeError extends Error {
  /** @param {string} type the part after `Runtime.` @param {unknown} reason an error or a message */
  constructor(type, reason) {
    super(String(reason));
    Object.defineProperty(this, 'name', { value: `Runtime.${type}` });
  }
}

function looksLikeError(value) {
  return value instanceof Error || (typeof value?.name === 'string' && typeof value?.stack === 'string');
}

/** What the Runtime API receives: `{errorType, errorMessage, trace}`. */
export function errorAnswer(error) {
  if (looksLikeError(error)) {
    return { errorType: error.name, errorMessage: error.message, trace: error.stack.split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

/** What the log line of an error holds: type, message, code, own properties and the stack as lines. */
export function errorLogRecord(error) {
  if (!looksLikeError(error)) return errorAnswer(error);
  return {
    errorType: error.name,
    errorMessage: error.message,
    code: error.code,
    ...error,
    stack: error.stack.split('\n'),
  };
}
