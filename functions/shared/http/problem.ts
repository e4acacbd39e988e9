import type { APIGatewayProxyResult } from 'aws-lambda';

/** A request that is answered with an error: what is wrong, and with which status. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly error: string;
  readonly details: readonly string[] | undefined;

  constructor(status: number, error: string, message: string, details?: readonly string[]) {
    super(message);
    this.status = status;
    this.error = error;
    this.details = details;
  }
}

/** A JSON answer of the REST API. */
export function answer(statusCode: number, body: object, headers: Record<string, string> = {}): APIGatewayProxyResult {
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The answer that a problem becomes: `{ error, message, details? }`. */
export function problemAnswer({ status, error, message, details }: Problem): APIGatewayProxyResult {
  const headers: Record<string, string> = status === 503 ? { 'retry-after': '1' } : {};
  return answer(status, { error, message, ...(details && { details }) }, headers);
}
