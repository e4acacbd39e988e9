import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { exercises } from './exercised.ts';
import { withTables } from './tables.ts';

const readme = readFileSync('chaos/experiments/README.md', 'utf8');

describe('the library of experiments', () => {
  it('exercises every fault of the catalogue on LocalStack, or an integration test does', () => {
    const idle = exercises().filter(({ experiments, tests }) => experiments.length + tests.length === 0);
    expect(idle.map(({ fault }) => fault)).toEqual([]);
  });

  it('is what its README tells: npm run -s experiment-tables', () => {
    expect(readme).toBe(withTables(readme));
  });
});
