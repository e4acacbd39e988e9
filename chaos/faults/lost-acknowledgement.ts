import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';

const parameters = z.strictObject({
  /** What comes instead of the answer: a broken connection, or an HTTP status 500. */
  instead: z.enum(['connection-reset', 'server-error']).default('connection-reset'),
  /** Only the first so many tries of a call may lose their answer, so that a later try of the SDK gets one. */
  tries: z.number().int().min(1).max(1_000).default(1),
});

export interface LostAcknowledgementEffect {
  readonly instead: 'connection-reset' | 'server-error';
}

/** A call that AWS carries out and whose answer is lost on the way back: the SDK tries again what is already done. */
export const lostAcknowledgement: Fault<'lost-acknowledgement', typeof parameters, LostAcknowledgementEffect> = {
  name: 'lost-acknowledgement',
  place: 'call',
  summary: "The AWS call is carried out, then its answer is lost, inside the SDK's retry loop.",
  parameters,
  decide({ id, seed, percentage, parameters: { instead, tries } }, { key, attempt }) {
    if (attempt > tries || draw({ seed, rule: id, key, attempt }) * 100 >= percentage) return undefined;
    return { instead };
  },
};
