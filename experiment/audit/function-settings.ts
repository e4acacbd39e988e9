import { createHash } from 'node:crypto';
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { type Settings, settingsOf } from './settings.ts';

/** Configuration and reserved concurrency of a function. Values of its environment are digests: they may be secret. */
export async function functionSettings(lambda: LambdaClient, FunctionName: string): Promise<Settings> {
  const [configuration, { ReservedConcurrentExecutions }] = await Promise.all([
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
    lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
  ]);
  const { MemorySize, Timeout, Environment, EphemeralStorage, Layers, Handler, CodeSha256 } = configuration;
  const variables = Object.entries(Environment?.Variables ?? {}).map(
    ([name, value]) => [`variable ${name}`, digest(value)] as const,
  );
  return settingsOf(FunctionName, {
    'reserved concurrency': ReservedConcurrentExecutions,
    memory: MemorySize,
    'time-out': Timeout,
    'ephemeral storage': EphemeralStorage?.Size,
    layers: Layers?.map(({ Arn }) => Arn).join(' '),
    handler: Handler,
    code: CodeSha256,
    ...Object.fromEntries(variables),
  });
}

function digest(value: string): string {
  return `sha256:${createHash('sha256').update(value).digest('hex').slice(0, 12)}`;
}
