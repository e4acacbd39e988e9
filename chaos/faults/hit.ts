import type * as z from 'zod';
import { draw } from './draw.ts';
import type { Aim, Fault, Occasion } from './fault.ts';
import { matchesGlob } from './glob.ts';

/** The part of a rule that says whom it hits. Everything given must hold. */
export interface Selection {
  readonly id: string;
  readonly seed: number;
  /** Share of the attempts to hit, 0-100, drawn for each key and attempt. */
  readonly percentage: number;
  /** Only the first so many attempts with a key may be hit. */
  readonly first?: number | undefined;
  /** Of the attempts with a key only every n-th may be hit: 3 means the third, the sixth, ...: 3 means the third, the sixth, ... */
  readonly every?: number | undefined;
  /** Only keys like this pattern may be hit: `ord-*`. */
  readonly keys?: string | undefined;
}

/**
 * Whether a rule hits: by `hash(seed, rule, key, attempt)` and nothing else, so that the same seed hits the same keys
 * in every process, at any concurrency and in any order.
 * @param lasting whether all attempts with a key share the fate of the first
 */
export function isHit(
  { id, seed, percentage, first, every, keys }: Selection,
  occasion: Occasion,
  lasting = false,
): boolean {
  const { key, point, attempt } = occasion;
  if (first !== undefined && attempt > first) return false;
  if (every !== undefined && attempt % every !== 0) return false;
  if (keys !== undefined && !matchesGlob(keys, key)) return false;
  const subject = point === undefined ? key : `${key} ${point}`;
  return draw({ seed, rule: id, key: subject, attempt: lasting ? 1 : attempt }) * 100 < percentage;
}

/** What a rule does on this occasion, or undefined when it spares it. */
export function effectOf<Parameters extends z.ZodType, Effect>(
  fault: Fault<string, z.ZodType, Parameters, Effect>,
  rule: Selection & Aim<z.output<Parameters>>,
  occasion: Occasion,
): Effect | undefined {
  // A rule that counts by `every` means it: a default of the fault must not contradict it.
  const first = rule.first ?? (rule.every === undefined ? fault.first : undefined);
  return isHit({ ...rule, first }, occasion, fault.lasting) ? fault.decide(rule, occasion) : undefined;
}
