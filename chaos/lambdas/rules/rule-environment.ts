import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ChaosFunctionEnvironment, processEnvironment } from '../environment.ts';
import { orNoSuchTarget } from '../no-such-target.ts';

/** What a chaos function that writes rules has of its execution environment. */
export interface RuleEnvironment extends Pick<ChaosFunctionEnvironment, 'documents' | 'table' | 'now'> {
  /** @throws Error if the target names a function, queue or table that is not there, or a function without chaos */
  readonly checkTarget: (target: object) => Promise<void>;
}

/** Clients of the services in which targets live. */
interface Clients {
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly dynamo: Pick<DynamoDBClient, 'send'>;
}

const noResource = ['ResourceNotFoundException'];
const noQueue = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

let shared: RuleEnvironment | undefined;

/** The environment of this process. @throws Error if the function was deployed without a chaos table */
export function ruleEnvironment(): RuleEnvironment {
  shared ??= create();
  return shared;
}

function create(): RuleEnvironment {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const clients = { lambda: new LambdaClient({}), sqs, dynamo: new DynamoDBClient({}) };
  return { ...processEnvironment(), checkTarget: (target) => checkTarget(clients, target) };
}

/** Makes sure that a rule aims at something: one that meets nobody would be a quiet no-op. */
export async function checkTarget({ lambda, sqs, dynamo }: Clients, target: object): Promise<void> {
  const { function: name, queue, table } = target as { function?: string; queue?: string; table?: string };
  await Promise.all([
    name !== undefined && checkFunction(lambda, name),
    queue !== undefined &&
      orNoSuchTarget(`The queue "${queue}"`, noQueue, sqs.send(new GetQueueUrlCommand({ QueueName: queue }))),
    table !== undefined &&
      orNoSuchTarget(`The table "${table}"`, noResource, dynamo.send(new DescribeTableCommand({ TableName: table }))),
  ]);
}

async function checkFunction(lambda: Clients['lambda'], name: string): Promise<void> {
  const call = lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const { Environment } = await orNoSuchTarget(`The function "${name}"`, noResource, call);
  if (Environment?.Variables?.CHAOS_TABLE === undefined) {
    throw new Error(`The function "${name}" carries no chaos: it has no CHAOS_TABLE. No rule would act there.`);
  }
}
