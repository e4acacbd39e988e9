import { isActive, type Rule, ruleSchema } from '../faults/rule.ts';

/** Rules as the functions see them. */
export interface RuleCache {
  /** The rules that act now. Answers at once while its copy is fresh, else after one read. Never throws. */
  active(): readonly Rule[] | Promise<readonly Rule[]>;
}

export interface RuleCacheOptions {
  /** Reads all rule items; may fail. */
  readonly read: () => Promise<readonly unknown[]>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a copy is fresh. */
  readonly maxAgeMs: number;
}

const none: readonly Rule[] = [];

/**
 * Keeps a copy of the rules. When a read fails the last known rules stay until their own expiry, and the next read waits
 * until the copy would have been stale again: the control plane of chaos must never hurt the system more than its faults.
 */
export function createRuleCache({ read, now, maxAgeMs }: RuleCacheOptions): RuleCache {
  let rules = none;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const actNow = (): readonly Rule[] => {
    if (rules.length === 0) return none;
    const time = now();
    return rules.filter((rule) => isActive(rule, time));
  };
  const refresh = async () => {
    try {
      // A rule of a newer lab, or one that somebody wrote by hand, must not take the valid ones with it.
      rules = (await read()).flatMap((item) => ruleSchema.safeParse(item).data ?? []);
    } catch {
      // Kept as they are.
    } finally {
      readAt = now();
      reading = undefined;
    }
  };

  return {
    active() {
      if (now() - readAt < maxAgeMs) return actNow();
      reading ??= refresh();
      return reading.then(actNow);
    },
  };
}

/** A cache for functions without a chaos table: nothing ever acts. */
export const noRules: RuleCache = { active: () => none };
