import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';
import { deliveries, type When, when } from './moment.ts';

const parameters = z.strictObject({
  when: when.default('after'),
  exitCode: z.number().int().min(0).max(255).default(1),
  deliveries,
});

export interface CrashEffect {
  readonly when: When;
  readonly exitCode: number;
}

/** An execution environment that dies: `after` the handler it dies between effect and acknowledgement. */
export const crash: Fault<'crash', typeof parameters, CrashEffect> = {
  name: 'crash',
  place: 'function',
  summary: 'The process of the execution environment exits, before its handler or after it.',
  parameters,
  decide({ id, seed, percentage, parameters: { when, exitCode, deliveries } }, { key, attempt }) {
    if (attempt > deliveries || draw({ seed, rule: id, key, attempt }) * 100 >= percentage) return undefined;
    return { when, exitCode };
  },
};
