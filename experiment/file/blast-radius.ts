import * as z from 'zod';

const patterns = (what: string) =>
  z.array(z.string().min(1)).default([]).describe(`${what}: names or patterns such as orders-*. Default: none.`);

/** What faults may touch at most. */
export const blastRadiusSchema = z
  .strictObject({
    functions: patterns('Functions that faults may aim at'),
    tables: patterns('Tables that faults may aim at'),
    queues: patterns('Queues that faults may aim at'),
    services: patterns('Services that faults may hit as a whole, without a function, table or queue to aim at'),
    share: z
      .number()
      .min(0)
      .max(100)
      .default(100)
      .describe('The highest share of attempts that a fault may hit, in percent. Default: 100.'),
  })
  .describe('What faults may touch at most; a fault outside of it is a mistake of the file. Default: no bound.');
