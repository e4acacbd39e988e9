import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { sabotages } from './sabotages.ts';
import { original, twins, withTable } from './table.ts';

const folder = import.meta.dirname;
const functions = join(folder, '..');

describe('sabotage', () => {
  it.each(twins)('%s stands where a module does, and exports what it does', async (twin) => {
    expect(existsSync(join(functions, original(twin)))).toBe(true);
    const [broken, whole] = await Promise.all([import(join(folder, twin)), import(join(functions, original(twin)))]);
    expect(Object.keys(broken).sort()).toEqual(Object.keys(whole).sort());
  });

  it('lists every folder, with an experiment that there is and invariants that are judged', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(sabotages.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
    const invariants = historyCheckers.map(({ name }) => name);
    for (const { experiment, caughtBy } of sabotages) {
      expect(existsSync(join(functions, '..', 'chaos', 'experiments', `${experiment}.yaml`))).toBe(true);
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
