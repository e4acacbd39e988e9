import { paginateScan } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { ProbeKind } from './probe.ts';

const fields = {
  /** Name of the DynamoDB table. */
  table: z.string().min(1),
};

/** How many items a table holds now. It reads the whole table, unlike `ItemCount`, which DynamoDB updates every six hours. */
export const tableCount: ProbeKind<'table-count', typeof fields> = {
  type: 'table-count',
  summary: 'items in a table',
  fields,
  answers: 'number',
  inWords: ({ table }) => `items in ${table}`,
  async ask({ table }, { clients }) {
    let items = 0;
    const pages = paginateScan({ client: clients.dynamo }, { TableName: table, Select: 'COUNT', ConsistentRead: true });
    for await (const { Count = 0 } of pages) items += Count;
    return items;
  },
};
