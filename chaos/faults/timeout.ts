import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';
import { deliveries, type When, when } from './moment.ts';

const parameters = z.strictObject({ when: when.default('after'), deliveries });

export interface TimeoutEffect {
  readonly when: When;
}

/** A function that is still busy at its deadline, so that Lambda kills the execution environment. */
export const timeout: Fault<'timeout', typeof parameters, TimeoutEffect> = {
  name: 'timeout',
  place: 'function',
  summary: 'The invocation sleeps past its deadline, before its handler or after it, and Lambda kills the environment.',
  parameters,
  decide({ id, seed, percentage, parameters: { when, deliveries } }, { key, attempt }) {
    if (attempt > deliveries || draw({ seed, rule: id, key, attempt }) * 100 >= percentage) return undefined;
    return { when };
  },
};
