import type { InForce, Rule } from './rule.ts';

const calm: InForce = { rules: [], latencyMs: 0, disturbs: false };

/** What acts now. Whatever waits in the name of a rule waits here, and no longer than the rule acts. */
export class RuleBook {
  readonly #now: () => number;
  #inForce = calm;
  #changed = Promise.withResolvers<void>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Puts this in the place of what was there before, and returns the rules that are new. */
  set(inForce: InForce): Rule[] {
    const before = new Map(this.#inForce.rules.map((rule) => [rule.serial, rule]));
    const rules = inForce.rules.map((rule) => {
      const known = before.get(rule.serial);
      // Whoever waits in its name holds this one.
      if (known !== undefined) known.expiresAt = rule.expiresAt;
      return known ?? rule;
    });
    this.#inForce = { ...inForce, rules };
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    return this.#inForce.rules.filter(({ serial }) => !before.has(serial));
  }

  /** False when nothing can act at all: the only thing that a call looks at then. */
  get busy(): boolean {
    const { rules, latencyMs, disturbs } = this.#inForce;
    return rules.length > 0 || latencyMs > 0 || disturbs;
  }

  get disturbs(): boolean {
    return this.#inForce.disturbs;
  }

  /** The rules that act now, in the order of the list. */
  acting(): Rule[] {
    const now = this.#now();
    return this.#inForce.rules.filter((rule) => acts(rule, now));
  }

  /** Whether the rule is still to act, now or later. */
  lists(rule: Rule): boolean {
    return this.#inForce.rules.includes(rule);
  }

  /** Whether the rule acts now. */
  has(rule: Rule): boolean {
    return this.lists(rule) && acts(rule, this.#now());
  }

  /** Milliseconds that every call takes longer now. */
  latencyMs(): number {
    const { latencyMs, latencyEndsAt = Number.POSITIVE_INFINITY } = this.#inForce;
    return this.#now() < latencyEndsAt ? latencyMs : 0;
  }

  /** Waits for so long, less if it is `over` before: asked when rules change and when one begins or ends. */
  async wait(ms: number, over: () => boolean): Promise<void> {
    const until = this.#now() + ms;
    while (!over() && this.#now() < until) await this.#pause(Math.min(until, this.#nextTurn()) - this.#now());
  }

  #nextTurn(): number {
    const now = this.#now();
    const { rules, latencyEndsAt } = this.#inForce;
    const turns = rules.flatMap(({ startsAt, expiresAt }) => [startsAt, expiresAt ?? Number.POSITIVE_INFINITY]);
    return Math.min(...[...turns, latencyEndsAt ?? Number.POSITIVE_INFINITY].filter((turn) => turn > now));
  }

  async #pause(ms: number): Promise<void> {
    const time = Promise.withResolvers<void>();
    const timer = Number.isFinite(ms)
      ? setTimeout(time.resolve, Math.max(0, Math.min(ms, LONGEST_TIMER_MS)))
      : undefined;
    await Promise.race([time.promise, this.#changed.promise]);
    clearTimeout(timer);
  }
}

/** Node.js takes a longer one for none. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function acts({ startsAt, expiresAt }: Rule, now: number): boolean {
  return startsAt <= now && (expiresAt === undefined || now < expiresAt);
}
