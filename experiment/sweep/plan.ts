import { fraction } from '../../kernel/fraction.ts';
import type { Point } from './point.ts';
import { type Variant, variants } from './variant.ts';

/** One unit that is hurt at one point in one way. */
export interface PlannedTrial {
  /** Id of its rule. */
  readonly rule: string;
  readonly point: Point;
  readonly variant: Variant;
  /** 1 for the first try; another unit takes its turn where the fault did not fire. */
  readonly round: number;
}

/** Each point in each way. Neighbours on the course are kept apart, so that one dead batch does not take all of its kind with it. Pure. */
export function planOf(points: readonly Point[], seed: number): PlannedTrial[] {
  return points
    .flatMap((point) => variants.map((variant) => trialOf(point, variant, 1)))
    .sort((one, other) => fraction(`${seed}/${one.rule}`) - fraction(`${seed}/${other.rule}`));
}

/** The same with another unit. */
export function again({ point, variant, round }: PlannedTrial): PlannedTrial {
  return trialOf(point, variant, round + 1);
}

function trialOf(point: Point, variant: Variant, round: number): PlannedTrial {
  return { rule: `${point.name}.${variant.name}${round === 1 ? '' : `.${round}`}`, point, variant, round };
}
