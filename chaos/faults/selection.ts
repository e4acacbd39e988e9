import * as z from 'zod';

/** What every rule says about whom it hits, beside its target. */
export const selectionFields = {
  percentage: z.number().min(0).max(100).default(100).describe('Share of the attempts to hit, in percent.'),
  first: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Only the first so many attempts with a key may be hit. Default: by fault.'),
  every: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Of the attempts with a key, only every n-th may be hit: 3 means the third, the sixth, ....'),
  keys: z.string().min(1).optional().describe('Only stable keys like this pattern may be hit: `ord-*`.'),
  'allow-loss': z
    .boolean()
    .optional()
    .describe(
      'Lets a fault make Lambda or SQS delete unprocessed messages; without it such a fault is refused at SQS consumers.',
    ),
};
