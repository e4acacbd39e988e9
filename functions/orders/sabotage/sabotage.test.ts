import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findSabotage } from '../../../infra/sabotage.ts';
import { historyCheckers } from '../../../verify/checkers/history-checkers.ts';
import { system } from '../system.ts';
import { sabotages } from './sabotages.ts';
import { withTable } from './table.ts';

const folder = import.meta.dirname;
const twins = sabotages.flatMap(({ name }) =>
  [...findSabotage(system.folder, name).twins].map(([original, twin]) => ({
    ...{ original, twin, name: relative(folder, twin), instead: relative(join(system.folder, '..'), original) },
  })),
);

describe('sabotage', () => {
  it.each(twins)('$name stands for $instead, and exports what it does', async ({ original, twin }) => {
    const [broken, whole] = await Promise.all([import(twin), import(original)]);
    expect(Object.keys(broken).sort()).toEqual(Object.keys(whole).sort());
  });

  it('lists every folder, with an experiment that there is and invariants that are judged', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(sabotages.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
    const invariants = historyCheckers.map(({ name }) => name);
    for (const { experiment, caughtBy } of sabotages) {
      expect(existsSync(join(system.folder, 'experiments', `${experiment}.yaml`))).toBe(true);
      expect(caughtBy.length).toBeGreaterThan(0);
      expect(invariants).toEqual(expect.arrayContaining([...caughtBy]));
    }
  });

  it('has a README with the table of the list', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    // Else: npm run -s sabotage-table
    expect(readme).toBe(withTable(readme));
  });
});
