import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type SagaStore, openSagaStore as whole } from '../../../../../shared/saga/saga-store.ts';

/** Broken: overwrites whatever version is there, so that a slow writer takes a saga back to where it was. */
export function openSagaStore<Payload>(dynamo: DynamoDBDocumentClient, table: string): SagaStore<Payload> {
  return {
    ...whole<Payload>(dynamo, table),
    async replace(saga) {
      await dynamo.send(new PutCommand({ TableName: table, Item: saga }));
      return undefined;
    },
  };
}
