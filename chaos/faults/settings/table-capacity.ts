import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { tableSettingTarget } from '../target.ts';

const parameters = z.strictObject({
  readUnits: z.number().int().min(1).max(40_000).default(1).describe('Units a second that reads may consume.'),
  writeUnits: z.number().int().min(1).max(40_000).default(1).describe('Units a second that writes may consume.'),
  billing: z
    .enum(['keep', 'provisioned'])
    .default('keep')
    .describe(
      'How an on-demand table is limited: by its maximum throughput (`keep`), or by making it a provisioned table.',
    ),
});

export type TableCapacityEffect = z.output<typeof parameters>;

/** A table that may do little a second. */
export const tableCapacity: Fault<'table-capacity', typeof tableSettingTarget, typeof parameters, TableCapacityEffect> =
  {
    name: 'table-capacity',
    place: 'setting',
    summary: 'The table may consume only so many read and write units a second and throttles the rest.',
    description: `The capacity of the table is lowered, as when it was sized for yesterday's load. Reads and writes beyond it fail with
\`ProvisionedThroughputExceededException\` (provisioned) or \`ThrottlingException\` (on demand), which the SDK tries again. A
provisioned table gets less capacity: AWS allows four decreases a day and one more in each hour without any. An on-demand table
gets a maximum throughput, which has no such limit; with \`billing: provisioned\` it becomes a provisioned table, its indexes too,
and AWS allows only four returns to on-demand in 24 hours: a fifth is tried every minute until AWS allows it. What nobody used in
the last five minutes is a burst on top, here as on AWS: one unit a second throttles after some 300. Where the burst is too much, use \`throttle\`.`,
    example: { target: { table: 'shop-stock' }, parameters: { readUnits: 1, writeUnits: 1 } },
    target: tableSettingTarget,
    parameters,
    decide: ({ parameters }) => parameters,
  };
