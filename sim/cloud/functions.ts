import { createHash } from 'node:crypto';
import type { FunctionSettings } from '../lambda/settings.ts';
import { NotModelled } from '../not-modelled.ts';
import { compile } from '../sandbox/compile.ts';
import type { Template } from '../template/template.ts';
import { CALLER, ENDPOINT, type Made } from './place.ts';

const DEFAULT_TIMEOUT_S = 3;
const DEFAULT_MEMORY_MB = 128;

/** The function that a resource describes. @param module its translated code @throws NotModelled for what is no code of Node.js */
export function functionSettings(
  name: string,
  { logical, properties }: Made,
  module: string | undefined,
): FunctionSettings {
  const {
    Runtime: runtime,
    Handler,
    Code,
    Environment,
    Timeout,
    MemorySize,
    ReservedConcurrentExecutions,
  } = properties;
  if (typeof runtime !== 'string' || !runtime.startsWith('nodejs') || module === undefined)
    throw new NotModelled(`The function ${logical} (${runtime ?? 'a container'})`);
  const { Variables = {} } = (Environment ?? {}) as { Variables?: Record<string, unknown> };
  return {
    ...{ name, runtime, arn: `arn:aws:lambda:${CALLER.region}:${CALLER.account}:function:${name}` },
    ...{ handler: String(Handler), evaluate: compile(module), logGroup: `/aws/lambda/${name}` },
    codeHash: createHash('sha256').update(JSON.stringify(Code)).digest('base64'),
    timeoutS: Number(Timeout ?? DEFAULT_TIMEOUT_S),
    memoryMb: Number(MemorySize ?? DEFAULT_MEMORY_MB),
    variables: Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, String(value)])),
    reservedConcurrency: ReservedConcurrentExecutions as number | undefined,
  };
}

/** The variables that Lambda itself sets (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). */
export function variablesOf(settings: FunctionSettings, stream: string): Record<string, string> {
  const { name, handler, runtime, memoryMb, logGroup } = settings;
  return {
    ...{ AWS_REGION: CALLER.region, AWS_DEFAULT_REGION: CALLER.region, AWS_ENDPOINT_URL: ENDPOINT, TZ: ':UTC' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: 'test' },
    ...{ AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_VERSION: '$LATEST' },
    ...{ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb), AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` },
    ...{ AWS_LAMBDA_LOG_GROUP_NAME: logGroup, AWS_LAMBDA_LOG_STREAM_NAME: stream },
    ...{ AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand', LAMBDA_TASK_ROOT: '/var/task', _HANDLER: handler },
  };
}

/** The code of each function as it lies in the assembly, by the logical id of the function: the asset and the module in it. */
export function codeIn({ Resources }: Template): { logical: string; asset: string; module: string }[] {
  return Object.entries(Resources).flatMap(([logical, { Type, Properties = {} }]) => {
    if (Type !== 'AWS::Lambda::Function') return [];
    const { S3Key } = (Properties.Code ?? {}) as { S3Key?: unknown };
    if (typeof S3Key !== 'string') throw new NotModelled(`The code of ${logical}, which is no asset,`);
    const [module = ''] = String(Properties.Handler).split('.');
    return [{ logical, module, asset: `asset.${S3Key.replace(/\.zip$/, '')}` }];
  });
}
