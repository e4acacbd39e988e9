import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { TransactItem } from '../aws/transact-item.ts';
import type { Saga } from './saga.ts';

/** Sagas by id, each record changed only from the version that was read. */
export interface SagaStore<Payload> {
  /** A consistent read. */
  load(id: string): Promise<Saga<Payload> | undefined>;
  /** The write that creates the record, to be part of a transaction; it fails if the id exists. */
  creationOf(saga: Saga<Payload>): TransactItem;
  /** Stores the next version. Answers the record that was found instead if another version is there. */
  replace(saga: Saga<Payload>): Promise<Saga<Payload> | undefined>;
  /**
   * Ids of open sagas not updated since `before` (epoch ms), oldest first, in pages: those that are parked, or those that
   * are not. The index lags behind the table.
   */
  openSince(before: number, parked: boolean): AsyncIterable<string[]>;
}

const SWEEP_PAGE = 25;

/** The store that is this table. */
export function openSagaStore<Payload>(dynamo: DynamoDBDocumentClient, table: string): SagaStore<Payload> {
  return {
    async load(id) {
      const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
      return Item as Saga<Payload> | undefined;
    },

    creationOf(saga) {
      return { Put: { TableName: table, Item: saga, ConditionExpression: 'attribute_not_exists(id)' } };
    },

    async replace(saga) {
      try {
        await dynamo.send(
          new PutCommand({
            TableName: table,
            Item: saga,
            ConditionExpression: 'version = :before',
            ExpressionAttributeValues: { ':before': saga.version - 1 },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return undefined;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException && error.Item)
          return unmarshall(error.Item) as Saga<Payload>;
        throw error;
      }
    },

    async *openSince(before, parked) {
      const pages = paginateQuery(
        { client: dynamo, pageSize: SWEEP_PAGE },
        {
          TableName: table,
          IndexName: 'open-sagas',
          KeyConditionExpression: '#open = :open AND updatedAt <= :before',
          FilterExpression: parked ? 'attribute_exists(parkedAt)' : 'attribute_not_exists(parkedAt)',
          ExpressionAttributeNames: { '#open': 'open' },
          ExpressionAttributeValues: { ':open': 'open', ':before': before },
        },
      );
      for await (const { Items = [] } of pages) yield Items.map((item) => item.id as string);
    },
  };
}
