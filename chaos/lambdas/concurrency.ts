import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

const RESTORES = 'restores';

const changeSchema = z.object({
  /** Name of the function whose reserved concurrency is changed. */
  function: z.string(),
  /** Id that the change was asked under. */
  change: z.string(),
  reservedConcurrency: z.number().int(),
  /** Reserved concurrency before; null: none was reserved. */
  previous: z.number().int().nullable(),
  /** Epoch milliseconds after which anybody may put it back. */
  expiresAt: z.number().int(),
});

/** A lowered reserved concurrency, and what to put back. */
export type ConcurrencyChange = z.output<typeof changeSchema>;

interface Clients {
  readonly lambda: LambdaClient;
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
}

/** Everything that is lowered now, by the notes in the chaos table. */
export async function listChanges({ documents, table }: Clients): Promise<ConcurrencyChange[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :restores',
      ExpressionAttributeValues: { ':restores': RESTORES },
      ConsistentRead: true,
    }),
  );
  return Items.map(({ id, ...note }) => changeSchema.parse({ ...note, function: id }));
}

/**
 * Lowers the reserved concurrency of a function.
 *
 *     note what was there  ->  change it  ->  ...  ->  put it back  ->  remove the note
 *
 * The note is written first and only once, so that a crash after any arrow, or a second call under the same id, still
 * leads back to what the first call found.
 * @throws Error if the function is already lowered under another id
 */
export async function lower(clients: Clients, wanted: Omit<ConcurrencyChange, 'previous'>): Promise<void> {
  const noted = (await listChanges(clients)).find((change) => change.function === wanted.function);
  if (noted !== undefined && noted.change !== wanted.change) {
    throw new Error(
      `The concurrency of ${wanted.function} is already lowered by "${noted.change}"; withdraw that first, or use its id.`,
    );
  }
  const previous = noted === undefined ? await reservedConcurrency(clients.lambda, wanted.function) : noted.previous;
  const { function: id, ...note } = { ...wanted, previous };
  const known = noted === undefined ? 'attribute_not_exists(pk)' : '#change = :change';
  await clients.documents.send(
    new PutCommand({
      TableName: clients.table,
      Item: { pk: RESTORES, id, ...note },
      ConditionExpression: known,
      ...(noted !== undefined && {
        ExpressionAttributeNames: { '#change': 'change' },
        ExpressionAttributeValues: { ':change': wanted.change },
      }),
    }),
  );
  await clients.lambda.send(
    new PutFunctionConcurrencyCommand({
      FunctionName: wanted.function,
      ReservedConcurrentExecutions: wanted.reservedConcurrency,
    }),
  );
}

/** Puts back exactly what was there before, then forgets it. Doing so twice is harmless. */
export async function restore({ lambda, documents, table }: Clients, change: ConcurrencyChange): Promise<void> {
  const FunctionName = change.function;
  if (change.previous === null) await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  else {
    const ReservedConcurrentExecutions = change.previous;
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  }
  await documents.send(new DeleteCommand({ TableName: table, Key: { pk: RESTORES, id: FunctionName } }));
}

async function reservedConcurrency(lambda: LambdaClient, name: string): Promise<number | null> {
  const { ReservedConcurrentExecutions } = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: name }));
  return ReservedConcurrentExecutions ?? null;
}
