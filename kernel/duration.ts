import * as z from 'zod';

const units = { ms: 1, s: 1_000, m: 60_000 } as const;

/** A duration in an experiment file, `500ms`, `20s` or `2m`; read as milliseconds. */
export const durationSchema = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m)$/, 'expected a duration such as 500ms, 20s or 2m')
  .transform((text) => {
    const unit = /[a-z]+$/.exec(text)?.[0] as keyof typeof units;
    return Math.round(Number.parseFloat(text) * units[unit]);
  });

/** Milliseconds as an experiment file would write them: `500ms`, `20s`, `2m`. */
export function durationText(ms: number): string {
  if (ms >= units.m && ms % units.m === 0) return `${ms / units.m}m`;
  return ms % 100 === 0 ? `${ms / units.s}s` : `${ms}ms`;
}
