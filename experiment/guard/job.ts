import * as z from 'zod';

/** What a guard has to know, as one line of JSON on its standard input; then come beats, one line each. */
export const jobSchema = z.object({
  cloud: z.object({
    kind: z.enum(['localstack', 'aws', 'sim']),
    endpoint: z.string().exactOptional(),
    region: z.string(),
    accountId: z.string(),
    environment: z.record(z.string(), z.string()),
  }),
  /** Where the faults lie that it ends. */
  chaos: z.object({ table: z.string(), functions: z.record(z.string(), z.string()) }),
  /** Gets the guard's lines in the journal. */
  runDir: z.string(),
  /** A runner that is silent for longer is taken for lost. */
  beatWithinMs: z.number().int().positive(),
  /** How long the guard looks again after all faults are off, for what was still on its way. */
  settleMs: z.number().int().nonnegative(),
});
export type Job = z.output<typeof jobSchema>;

/** Lines after the job. */
export const words = { beat: 'beat', release: 'release' } as const;

/** What a guard says when it stands ready to end faults. */
export const ready = 'ready';
