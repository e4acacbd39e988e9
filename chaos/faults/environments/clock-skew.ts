import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { environmentTarget } from '../target.ts';

const YEAR_MS = 366 * 86_400_000;

const parameters = z.strictObject({
  skewMs: z
    .number()
    .int()
    .min(-YEAR_MS)
    .max(YEAR_MS)
    .refine((skewMs) => skewMs !== 0, { error: 'expected a difference' })
    .describe('What the clock shows too much; negative: it is behind.'),
});

export type ClockSkewEffect = z.output<typeof parameters>;

/** A function whose clock is wrong. */
export const clockSkew: Fault<'clock-skew', typeof environmentTarget, typeof parameters, ClockSkewEffect> = {
  name: 'clock-skew',
  place: 'environment',
  summary: 'During the invocation, Date of the Node.js runtime is off by skewMs, in warm environments too.',
  description: `Clocks of machines differ, and jump when they are corrected. What compares the time of two machines, as a lease, an expiry or
a "last writer wins" does, is wrong by the difference. Only \`Date\` is skewed: timers, \`performance.now\`, \`process.hrtime\` and the
function's own deadline (\`getRemainingTimeInMillis\`) keep the true time, and so do other runtimes than Node.js and what runs during init.
Rules in the chaos table are read with the skewed clock: a function that is ahead takes its other rules for expired.`,
  example: { target: { function: 'shop-sweeper' }, parameters: { skewMs: 300_000 } },
  target: environmentTarget,
  parameters,
  decide: ({ parameters }) => parameters,
};
