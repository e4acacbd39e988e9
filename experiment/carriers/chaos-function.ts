import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { ChaosNames } from '../../system/deployed.ts';

/** A chaos function did not do what it was asked. */
class ChaosFunctionRefusal extends Error {
  override readonly name = 'ChaosFunctionRefusal';
  readonly hint: string;

  /** @param why in the function's own words */
  constructor(chaosFunction: string, why: string, request: Readonly<Record<string, unknown>>) {
    super(`${chaosFunction} refuses: ${why}`);
    this.hint = `It was asked: ${JSON.stringify(request)}`;
  }
}

/** The physical name of a chaos function. @throws Error if the system has none of that kind */
export function functionOf({ functions, table }: ChaosNames, name: string): string {
  const found = functions[name];
  if (found === undefined) throw new Error(`There is no chaos function "${name}" beside the table ${table}.`);
  return found;
}

/**
 * Asks a chaos function, as anybody could by `aws lambda invoke`, and answers what it says.
 * @throws ChaosFunctionRefusal with its own words if it refuses
 */
export async function invokeChaosFunction(
  lambda: Pick<LambdaClient, 'send'>,
  name: string,
  request: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: new TextEncoder().encode(JSON.stringify(request)) }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) throw new ChaosFunctionRefusal(name, wordsOf(text), request);
  return JSON.parse(text);
}

/** The message of an error as Lambda answers it: `{"errorType": …, "errorMessage": …, "trace": […]}`. */
function wordsOf(payload: string): string {
  try {
    const error: unknown = JSON.parse(payload);
    const message = typeof error === 'object' && error !== null && 'errorMessage' in error && error.errorMessage;
    return typeof message === 'string' ? message : payload;
  } catch {
    return payload;
  }
}
