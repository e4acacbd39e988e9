import type { Rule } from '../faults/rule.ts';

/** Rules as the functions see them. */
export interface RuleCache {
  /** The rules that act now: at once while the copy is young, else after one read. Never throws. */
  active(): readonly Rule[] | Promise<readonly Rule[]>;
}

export interface RuleCacheOptions {
  /** Reads all rule items; may fail. */
  readonly read: () => Promise<readonly unknown[]>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A copy younger than this is not read again. */
const FRESH_MS = 1_000;
/** A copy of this age is not acted on before it was read again. Half a second of the promised two is left for writing a rule. */
const STALE_MS = 1_500;

const none: readonly Rule[] = [];

/** One read of the rules: which one it is, and when it began. */
interface Reading {
  readonly turn: number;
  readonly since: number;
}

/** What began in the future was read before the clock was set back: it is as old as can be. */
function ageOf({ since }: Reading, time: number): number {
  return time < since ? Number.POSITIVE_INFINITY : time - since;
}

/**
 * Keeps a copy of the rules. A copy is as old as the *start* of its read: an execution environment may be frozen in the
 * middle of one, and what it then gets is older than it looks. In between fresh and stale the copy answers and is read again
 * beside the work, so that a busy function never waits for its rules. The first read begins at once.
 *
 * When a read fails the last known rules stay until their own expiry, and the next read waits as long as after one that
 * succeeded: the control plane of chaos must never hurt the system more than its faults.
 */
export function createRuleCache({ read, now }: RuleCacheOptions): RuleCache {
  let rules = none;
  let turns = 0;
  let copy: Reading = { turn: 0, since: Number.NEGATIVE_INFINITY };
  let reading: (Reading & { readonly done: Promise<void> }) | undefined;

  const actNow = (): readonly Rule[] => {
    if (rules.length === 0) return none;
    const time = now();
    return rules.filter((rule) => isActive(rule, time));
  };
  const refresh = async ({ turn, since }: Reading) => {
    let found: readonly Rule[] | undefined;
    try {
      found = await rulesIn(await read());
    } catch {
      // The last known rules stay.
    }
    if (reading?.turn === turn) reading = undefined;
    // A read that was frozen may end after one that began later.
    if (turn < copy.turn) return;
    copy = { turn, since };
    if (found !== undefined) rules = found;
  };
  const begin = (since: number): Promise<void> => {
    turns += 1;
    const begun = { turn: turns, since };
    const done = refresh(begun);
    reading = { ...begun, done };
    return done;
  };

  // A cold start reads its rules beside the rest of its initialisation.
  void begin(now());

  return {
    active() {
      const time = now();
      const age = ageOf(copy, time);
      if (age < FRESH_MS) return actNow();
      const done = reading !== undefined && ageOf(reading, time) < STALE_MS ? reading.done : begin(time);
      return age < STALE_MS ? actNow() : done.then(actNow);
    },
  };
}

/**
 * The rules among the items. A rule of a newer lab, or one that somebody wrote by hand, must not take the valid ones with it.
 * The schemas of all faults take longer to load than the rest of chaos, and most cold starts meet no rule: they load with the first.
 */
async function rulesIn(items: readonly unknown[]): Promise<readonly Rule[]> {
  if (items.length === 0) return none;
  const { ruleSchema } = await import('../faults/rule.ts');
  return items.flatMap((item) => ruleSchema.safeParse(item).data ?? []);
}

/** Whether the rule acts at this time, by its own account: expiry needs nobody to withdraw the rule. */
function isActive(rule: Rule, now: number): boolean {
  return rule.startsAt <= now && now < rule.expiresAt;
}

/** A cache for functions without a chaos table: nothing ever acts. */
export const noRules: RuleCache = { active: () => none };
