import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';

const parameters = z.strictObject({
  /** The exception that the service answers with. Default: the one that the called service itself uses. */
  error: z.string().min(1).optional(),
});

export interface ThrottleEffect {
  readonly error?: string;
}

/** A throttled AWS service: the call is refused before it takes effect, and the SDK may retry it. */
export const throttle: Fault<'throttle', typeof parameters, ThrottleEffect> = {
  name: 'throttle',
  place: 'call',
  summary: "The AWS call is refused with the service's throttling exception, inside the SDK's retry loop.",
  parameters,
  decide({ id, seed, percentage, parameters: { error } }, { key, attempt }) {
    if (draw({ seed, rule: id, key, attempt }) * 100 >= percentage) return undefined;
    return error === undefined ? {} : { error };
  },
};
