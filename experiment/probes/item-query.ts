import { type AttributeValue, type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** Fields of a probe that looks at the items under one key of a table or of an index. */
export const itemQueryFields = {
  /** Name of the DynamoDB table. */
  table: z.string().min(1),
  /** Name of an index of it. Default: the table itself. */
  index: z.string().min(1).optional(),
  /** The partition key, and its value: `{ open: open }`. */
  where: z.record(z.string(), z.string()).refine((where) => Object.keys(where).length === 1, {
    error: 'expected one attribute, the partition key, with its value',
  }),
};

type ItemQuery = z.output<z.ZodObject<typeof itemQueryFields>>;

/** `open = open in open-sagas of shop-sagas`. */
export function itemQueryInWords({ table, index, where }: ItemQuery): string {
  const [[name, value] = ['', '']] = Object.entries(where);
  return `${name} = ${value} in ${index === undefined ? table : `${index} of ${table}`}`;
}

/** The items under the key, page by page. @param only the one attribute that is read; default: they are only counted */
export async function* itemPages(
  client: DynamoDBClient,
  { table, index, where }: ItemQuery,
  only?: string,
): AsyncGenerator<{ readonly count: number; readonly items: readonly Record<string, AttributeValue>[] }> {
  const [[name, value] = ['', '']] = Object.entries(where);
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      IndexName: index,
      KeyConditionExpression: '#key = :value',
      ExpressionAttributeNames: { '#key': name, ...(only !== undefined && { '#only': only }) },
      ExpressionAttributeValues: { ':value': { S: value } },
      ...(only === undefined ? { Select: 'COUNT' } : { ProjectionExpression: '#only' }),
    },
  );
  for await (const { Count = 0, Items = [] } of pages) yield { count: Count, items: Items };
}
