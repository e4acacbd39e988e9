import * as z from 'zod';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import type { Aim, Fault, Occasion } from '../../chaos/faults/fault.ts';
import { effectOf, type Selection } from '../../chaos/faults/hit.ts';
import { type Rule as CataloguedRule, ruleSchema } from '../../chaos/faults/rule.ts';
import type { Injection } from '../../chaos/middleware/injection.ts';
import { NotModelled } from '../not-modelled.ts';

/** A rule of the simulated cloud, as the runner puts it in force. */
export type Rule = CataloguedRule & { readonly keyField?: string };

const ACTS_HERE = new Set([
  'api-error',
  'api-latency',
  'api-lost-acknowledgement',
  'kill-environment',
  'pause-environment',
  'clock-skew',
  'stop-dynamodb',
]);

/** The rules that are in force or will be, and what they have done. */
export class Rules {
  readonly #now: () => number;
  readonly #rules = new Map<string, Rule>();
  readonly #injections: ({ readonly faultline: 'injection' } & Injection)[] = [];
  /** Those who wait for the end of a rule. */
  readonly #changed = new Set<() => void>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get all(): readonly Rule[] {
    return [...this.#rules.values()];
  }

  /** Puts rules in force. @throws NotModelled for a fault that does not act here */
  add(given: unknown): void {
    for (const one of z.array(z.looseObject({})).parse(given)) {
      const { keyField, ...rest } = one as { keyField?: string };
      const rule = ruleSchema.parse(rest);
      if (!ACTS_HERE.has(rule.fault)) throw new NotModelled(`The fault ${rule.fault}`);
      this.#rules.set(rule.id, { ...rule, ...(keyField !== undefined && { keyField }) });
    }
    this.#tell();
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#rules.delete(id);
    this.#tell();
  }

  clear(): void {
    this.#rules.clear();
    this.#tell();
  }

  /** The rules of some faults that act now. */
  active(...faults: readonly string[]): Rule[] {
    const now = this.#now();
    return this.all.filter((rule) => faults.includes(rule.fault) && rule.startsAt <= now && now < rule.expiresAt);
  }

  isActive({ id }: Rule): boolean {
    const rule = this.#rules.get(id);
    return rule !== undefined && this.#now() < rule.expiresAt;
  }

  /** Is told whenever a rule comes or goes. Returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  record(injection: Injection): void {
    this.#injections.push({ faultline: 'injection', ...injection, at: Math.floor(injection.at) });
  }

  /** What was done since a time. */
  injectionsSince(since: number): readonly Injection[] {
    return this.#injections.filter(({ at }) => at >= since);
  }

  #tell(): void {
    for (const listener of this.#changed) listener();
  }
}

/** What a rule does on an occasion, as the fault of its name decides; undefined if it spares it. */
export function decided<Effect extends object>(rule: Rule, occasion: Occasion): Effect | undefined {
  const fault = (catalogue as readonly Fault[]).find(({ name }) => name === rule.fault) as Fault;
  // The schema of rules pairs each name with the parameters of that fault.
  return effectOf(fault, rule as unknown as Selection & Aim<unknown>, occasion) as Effect | undefined;
}
