import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Saga } from '../../../../../shared/saga/saga.ts';
import { type SagaStore, openSagaStore as whole } from '../../../../../shared/saga/saga-store.ts';

const STATE = ['status', 'step', 'action', 'reason', 'parkedAt', 'open', 'updatedAt', 'resends'] as const;

/** Broken: adds a transition to whatever version is there, so that the same answer, handled twice at once, counts twice. */
export function openSagaStore<Payload>(dynamo: DynamoDBDocumentClient, table: string): SagaStore<Payload> {
  async function replace(saga: Saga<Payload>): Promise<undefined> {
    const present = STATE.filter((field) => saga[field] !== undefined);
    const absent = STATE.filter((field) => saga[field] === undefined);
    const sets = ['#log = list_append(#log, :log)', ...present.map((field) => `#${field} = :${field}`)];
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: { id: saga.id },
        UpdateExpression: `SET ${sets} ${absent.length > 0 ? `REMOVE ${absent.map((field) => `#${field}`)}` : ''} ADD version :one`,
        ExpressionAttributeNames: Object.fromEntries(['log', ...STATE].map((field) => [`#${field}`, field])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(present.map((field) => [`:${field}`, saga[field]])),
          ':log': saga.log.filter(({ version }) => version === saga.version),
          ':one': 1,
        },
      }),
    );
  }
  return { ...whole<Payload>(dynamo, table), replace };
}
