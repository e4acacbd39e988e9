import { describe, expect, it } from '@jest/globals';
import { sagaCheckers } from '../checkers/saga/saga-checkers.ts';
import { sessionCheckers } from '../checkers/sessions/session-checkers.ts';
import { sessionMutants } from '../checkers/sessions/testing/session-mutants.ts';
import { transactionMutants } from '../checkers/transactions/testing/transaction-mutants.ts';
import { transactionCheckers } from '../checkers/transactions/transaction-checkers.ts';
import { workloadMutants } from '../checkers/workloads/testing/workload-mutants.ts';
import { workloadCheckers } from '../checkers/workloads/workload-checkers.ts';
import { families } from '../testing/mutants/families.ts';
import { sagaMutants } from '../testing/mutants/saga-mutants.ts';
import { catalogue } from './catalogue.ts';

const proven = [
  { checkers: sagaCheckers, mutants: sagaMutants },
  { checkers: sessionCheckers, mutants: sessionMutants },
  { checkers: transactionCheckers, mutants: transactionMutants },
  { checkers: workloadCheckers, mutants: workloadMutants },
  ...families,
];

describe('the catalogue of checkers', () => {
  // Linearizability is proven against a search of all orders, model by model: linearizability.property.test.ts.
  const names = [...catalogue.keys()].filter((name) => name !== 'linearizability');

  it.each(names)('%s is proven on valid histories and three planted violations', (name) => {
    const judged = proven.filter(({ checkers }) => checkers.some((checker) => checker.name === name));
    expect(judged).toHaveLength(1);
    expect(judged[0]?.mutants.filter((mutant) => mutant.caughtBy === name).length).toBeGreaterThanOrEqual(3);
  });

  it('has no mutant of a checker that is not in it', () => {
    const strangers = proven.flatMap(({ mutants }) => mutants.filter(({ caughtBy }) => !catalogue.has(caughtBy)));
    expect(strangers.map(({ name }) => name)).toEqual([]);
  });

  it('says of each checker what it claims, what it costs and where it is from, and of each option its default', () => {
    for (const { checker } of catalogue.values()) {
      expect(checker.claim).toMatch(/^[A-Z].*\.$/);
      expect(checker.complexity).toMatch(/O\(/);
      expect(checker.source.length).toBeGreaterThan(10);
      expect(() => checker.options?.parse({})).not.toThrow();
    }
  });
});
