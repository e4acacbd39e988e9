import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/**
 * Asks a chaos function, as anybody could by `aws lambda invoke`, and answers what it says.
 * @throws Error with its own words if it refuses
 */
export async function invokeChaosFunction(
  lambda: LambdaClient,
  name: string,
  request: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: new TextEncoder().encode(JSON.stringify(request)) }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) throw new Error(`${name} refused ${JSON.stringify(request)}: ${text}`);
  return JSON.parse(text);
}
