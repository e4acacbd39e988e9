import { type Rule, ruleSchema } from '../../../faults/rule.ts';
import type { ChaosEnvironment } from '../../environment.ts';
import type { Injection } from '../../injection.ts';

/** A rule of the function `f` that hits everything, unless said otherwise. */
export function ruleOf(fault: string, changes: Readonly<Record<string, unknown>> = {}): Rule {
  return ruleSchema.parse({
    ...{ id: fault, fault, target: { function: 'f' }, seed: 7, startsAt: 0, expiresAt: 1e15 },
    ...changes,
  });
}

/** The environment of the function `f` under rules, with a clock that only its own sleep moves. */
export function underRules(rules: Rule[]) {
  const ledger: Injection[] = [];
  const naps: number[] = [];
  const clock = { now: 1_000 };
  const environment: ChaosEnvironment = {
    rules: { active: () => rules },
    now: () => clock.now,
    async sleep(ms) {
      naps.push(ms);
      clock.now += ms;
    },
    log: (injection) => ledger.push(injection),
    invocation: {
      function: 'f',
      environment: 'e',
      requestId: 'request-1',
      deliveries: [],
      keyField: 'orderId',
      tries: new Map(),
    },
  };
  return { environment, ledger, naps, clock, slept: () => naps.reduce((sum, ms) => sum + ms, 0) };
}
