import { z } from 'zod';

const patterns = z.array(z.string().min(1)).default([]);

/** What faults may touch at most. A list holds names or patterns such as `faultline-*`; a missing one allows nothing of its kind. */
export const blastRadiusSchema = z.strictObject({
  functions: patterns,
  tables: patterns,
  queues: patterns,
  /** Services that a fault may hit as a whole, without a function, table or queue to aim at: `dynamodb`. */
  services: patterns,
  /** The highest share of attempts that a fault may hit, in percent. */
  share: z.number().min(0).max(100).default(100),
});

export type BlastRadius = z.output<typeof blastRadiusSchema>;
