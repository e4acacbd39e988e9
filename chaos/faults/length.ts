import * as z from 'zod';
import { draw } from './draw.ts';
import type { Aim, Occasion } from './fault.ts';

/** As long as Lambda lets a function run, ms (https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html). */
export const MAX_MS = 900_000;

/** Parameter of faults that take time: milliseconds, whole ones. */
export const lengthMs = z.number().int().min(0).max(MAX_MS);

/** Parameter of faults that do not always take the same time. */
export const jitterMs = lengthMs.default(0).describe('Uniform within this many milliseconds on either side.');

/** A length (ms) drawn uniformly within the jitter on either side of the middle; never negative. */
export function jittered(
  middleMs: number,
  { id, seed, parameters }: Aim<{ readonly jitterMs: number }>,
  { key, attempt }: Occasion,
): number {
  const spread = 2 * draw({ seed, rule: `${id}/jitter`, key, attempt }) - 1;
  return Math.max(0, Math.round(middleMs + spread * parameters.jitterMs));
}
