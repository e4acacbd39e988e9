import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sagaCheckers } from './checkers/saga/saga-checkers.ts';
import { sagaMutants } from './mutants/saga-mutants.ts';

function table(): string {
  const rows = sagaCheckers.map(({ name, claim, complexity, definite }) => {
    const caught = sagaMutants.filter((mutant) => mutant.caughtBy === name).map((mutant) => mutant.name);
    return `| ${name} | ${claim} | ${complexity} | ${definite ? 'yes' : 'no'} | ${caught.join('; ')} |`;
  });
  return ['| checker | claim | cost | definite | catches |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

describe('README', () => {
  it('lists every checker and what it catches', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const listed = readme.split('<!-- checkers -->\n')[1]?.split('\n<!-- /checkers -->')[0];
    expect(listed).toBe(table());
  });
});
