import * as z from 'zod';
import { type Corruption, corruption } from '../corruption.ts';
import type { Fault } from '../fault.ts';
import { functionTarget } from '../target.ts';

const parameters = z.strictObject({ how: corruption.default('garbled') });

export interface ResponseCorruptionEffect {
  readonly how: Corruption;
}

/** An answer that arrives spoiled: of an HTTP answer the body, of any other the whole, as text. */
export const responseCorruption: Fault<
  'response-corruption',
  typeof functionTarget,
  typeof parameters,
  ResponseCorruptionEffect
> = {
  name: 'response-corruption',
  place: 'function',
  summary: "The handler's answer is spoiled: truncated, garbled or empty.",
  description: `The handler runs as always, then its answer is spoiled: the body of an HTTP answer, whose status stays good, or else the
whole answer, which becomes a text. Callers should notice, and know that the effect may have happened all the same.`,
  example: {
    target: { function: 'shop-api', path: '/orders*' },
    parameters: { how: 'truncated' },
    percentage: 5,
  },
  loses:
    'Lambda takes an empty batch response for success and deletes every message of the batch, also those that failed.',
  target: functionTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
