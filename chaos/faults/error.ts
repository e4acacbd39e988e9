import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';
import { deliveries, type When, when } from './moment.ts';

const parameters = z.strictObject({
  when: when.default('before'),
  /** Name of the error that is thrown. */
  type: z.string().min(1).default('InjectedError'),
  message: z.string().default('Thrown by a Faultline rule.'),
  deliveries,
});

export interface ErrorEffect {
  readonly when: When;
  readonly type: string;
  readonly message: string;
}

/**
 * A function that throws, before its handler or after it: then the effect is done and the answer lost. Safe for SQS sources:
 * for Lambda a throw means that the whole batch failed, with partial batch responses too, and all of it is delivered again.
 */
export const error: Fault<'error', typeof parameters, ErrorEffect> = {
  name: 'error',
  place: 'function',
  summary: 'The invocation ends with an error of this type and message, before its handler or after it.',
  fis: { action: 'aws:lambda:invocation-error', parameters: { percentage: 'invocationPercentage' } },
  parameters,
  decide({ id, seed, percentage, parameters: { deliveries, ...effect } }, { key, attempt }) {
    if (attempt > deliveries || draw({ seed, rule: id, key, attempt }) * 100 >= percentage) return undefined;
    return effect;
  },
};
