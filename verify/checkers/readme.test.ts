import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Checker } from '../verdict/checker.ts';
import { sessionCheckers } from './sessions/session-checkers.ts';
import { sessionMutants } from './sessions/testing/session-mutants.ts';
import { transactionMutants } from './transactions/testing/transaction-mutants.ts';
import { transactionCheckers } from './transactions/transaction-checkers.ts';
import { workloadMutants } from './workloads/testing/workload-mutants.ts';
import { workloadCheckers } from './workloads/workload-checkers.ts';

type Described = Pick<Checker, 'name' | 'claim' | 'complexity' | 'definite'>;
type Mutants = readonly { readonly name: string; readonly caughtBy: string }[];

function table(checkers: readonly Described[], mutants: Mutants): string {
  const rows = checkers.map(({ name, claim, complexity, definite }) => {
    const caught = mutants.filter((mutant) => mutant.caughtBy === name).map((mutant) => mutant.name);
    return `| ${name} | ${claim} | ${complexity} | ${definite === true ? 'yes' : definite === 'cut' ? 'of a cut end' : 'no'} | ${caught.join('; ')} |`;
  });
  return ['| checker | claim | cost | definite | catches |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

describe('README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const listed = (name: string) => readme.split(`<!-- ${name} -->\n`)[1]?.split(`\n<!-- /${name} -->`)[0];

  it('lists the checkers of transactions and what they catch', () => {
    expect(listed('transactions')).toBe(table(transactionCheckers, transactionMutants));
  });

  it('lists the checkers of sessions and what they catch', () => {
    expect(listed('sessions')).toBe(table(sessionCheckers, sessionMutants));
  });

  it('lists the checkers of workloads and what they catch', () => {
    expect(listed('workloads')).toBe(table(workloadCheckers, workloadMutants));
  });
});
