import { DescribeTableCommand, type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, type LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import leven from 'leven';
import type { Fault } from '../../chaos/faults/fault.ts';
import { deployCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { FaultRequest } from './carrier.ts';
import { wrongOperation } from './known-operations.ts';

interface Clients {
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly dynamo: DynamoDBClient;
}

/** In these places a fault acts through the middleware that the function carries. */
const actsInFunction: readonly Fault['place'][] = ['function', 'record', 'call'];

/**
 * Makes sure that a fault aims at something: a fault that meets nobody would be a quiet no-op.
 * @throws UsageError that names the operation, function, queue or table that there is not, or the function without chaos middleware
 */
export async function checkTarget(
  clients: Clients,
  fault: Fault,
  { id, target }: Pick<FaultRequest, 'id' | 'target'>,
): Promise<void> {
  const { function: name, queue, table } = target;
  const wrong = wrongOperation(target);
  if (wrong !== undefined) {
    throw new UsageError(`the fault "${id}" aims at nothing: ${wrong}`, {
      hint: 'Operations are named as in the API: PutItem, SendMessage.',
    });
  }
  if (typeof name === 'string') {
    const environment = await environmentOf(clients.lambda, name);
    if (environment === undefined) throw missing(id, 'function', name, await functionNames(clients.lambda));
    if (actsInFunction.includes(fault.place) && environment.CHAOS_TABLE === undefined) {
      throw new UsageError(`the fault "${id}" aims at ${name}, which carries no chaos: it has no CHAOS_TABLE`, {
        hint: `A ${fault.name} acts in the function itself: see chaos/README.md, or choose a fault of another place.`,
      });
    }
  }
  if (typeof queue === 'string' && !(await hasQueue(clients.sqs, queue))) {
    throw missing(id, 'queue', queue, await queueNames(clients.sqs));
  }
  if (typeof table === 'string' && !(await hasTable(clients.dynamo, table))) {
    const { TableNames = [] } = await clients.dynamo.send(new ListTablesCommand({}));
    throw missing(id, 'table', table, TableNames);
  }
}

function missing(id: string, kind: string, name: string, known: readonly string[]): UsageError {
  const near = known.toSorted((a, b) => leven(a, name) - leven(b, name)).slice(0, 3);
  const hint =
    near.length === 0 ? `There is none at all. Deploy first: ${deployCommand}` : `The nearest: ${near.join(', ')}`;
  return new UsageError(`the fault "${id}" aims at nothing: there is no ${kind} "${name}"`, { hint });
}

async function environmentOf(lambda: LambdaClient, name: string): Promise<Record<string, string> | undefined> {
  const found = await unlessMissing(lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })));
  return found && { ...found.Environment?.Variables };
}

async function functionNames(lambda: LambdaClient): Promise<string[]> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  return Functions.flatMap(({ FunctionName }) => FunctionName ?? []);
}

async function hasQueue(sqs: SQSClient, QueueName: string): Promise<boolean> {
  return (await unlessMissing(sqs.send(new GetQueueUrlCommand({ QueueName })))) !== undefined;
}

async function queueNames(sqs: SQSClient): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  return QueueUrls.map((url) => url.slice(url.lastIndexOf('/') + 1));
}

async function hasTable(dynamo: DynamoDBClient, TableName: string): Promise<boolean> {
  return (await unlessMissing(dynamo.send(new DescribeTableCommand({ TableName })))) !== undefined;
}

const notFound = ['ResourceNotFoundException', 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && notFound.includes(error.name)) return undefined;
    throw error;
  }
}
