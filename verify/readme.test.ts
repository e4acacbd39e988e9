import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sagaCheckers } from './checkers/saga/saga-checkers.ts';
import { families } from './testing/mutants/families.ts';
import { sagaMutants } from './testing/mutants/saga-mutants.ts';
import type { Checker } from './verdict/checker.ts';

type Mutants = readonly { readonly name: string; readonly caughtBy: string }[];

function table(checkers: readonly Checker[], mutants: Mutants): string {
  const rows = checkers.map(({ name, claim, complexity, definite }) => {
    const caught = mutants.filter((mutant) => mutant.caughtBy === name).map((mutant) => mutant.name);
    return `| ${name} | ${claim} | ${complexity} | ${definite === true ? 'yes' : definite === 'cut' ? 'of a cut end' : 'no'} | ${caught.join('; ')} |`;
  });
  return ['| checker | claim | cost | definite | catches |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

describe('README', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const listed = (name: string) => readme.split(`<!-- ${name} -->\n`)[1]?.split(`\n<!-- /${name} -->`)[0];

  it('lists every checker of sagas and what it catches', () => {
    expect(listed('checkers')).toBe(table(sagaCheckers, sagaMutants));
  });

  it.each(families)('lists every checker of $name and what it catches', ({ name, checkers, mutants }) => {
    expect(listed(name)).toBe(table(checkers, mutants));
  });

  it('shows the example of an invariant as it is', () => {
    const example = readFileSync(new URL('examples/quick-refusals.ts', import.meta.url), 'utf8');
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
  });
});
