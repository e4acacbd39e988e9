import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { paginateScan } from '@aws-sdk/lib-dynamodb';

const segments = 4;

/**
 * Every item of a table, by a parallel scan of consistent pages. A scan is no snapshot: read a table only when nothing
 * writes to it (Amazon DynamoDB API Reference, Scan).
 */
export async function scanTable(dynamo: DynamoDBDocumentClient, table: string): Promise<Record<string, unknown>[]> {
  const scans = Array.from({ length: segments }, async (_, segment) => {
    const items: Record<string, unknown>[] = [];
    const input = { TableName: table, ConsistentRead: true, Segment: segment, TotalSegments: segments };
    for await (const page of paginateScan({ client: dynamo }, input)) items.push(...(page.Items ?? []));
    return items;
  });
  return (await Promise.all(scans)).flat();
}
