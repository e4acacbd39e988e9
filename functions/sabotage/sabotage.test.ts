import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sagaCheckers } from '../../verify/checkers/saga/saga-checkers.ts';
import { sabotages } from './sabotages.ts';

const folder = import.meta.dirname;
const functions = join(folder, '..');
const twins = globSync('*/**/*.ts', { cwd: folder }).sort();

/** The module that a twin takes the place of, under functions/. */
function original(twin: string): string {
  return twin.slice(twin.indexOf(sep) + 1);
}

function table(): string {
  const rows = sabotages.map(({ name, breaks, experiment, by, caughtBy }) => {
    const replaced = twins.filter((twin) => twin.startsWith(name + sep)).map((twin) => `\`${original(twin)}\``);
    const revealed = `[${experiment}](../../chaos/experiments/${experiment}.yaml): ${by}`;
    return `| \`${name}\` | ${replaced.join(', ')} | ${breaks} | ${revealed} | ${caughtBy.join(', ') || 'nothing'} |`;
  });
  const head = ['| name | replaces | what breaks | revealed by | caught by |', '| --- | --- | --- | --- | --- |'];
  return [...head, ...rows].join('\n');
}

describe('sabotage', () => {
  it.each(twins)('%s stands where a module does, and exports what it does', async (twin) => {
    expect(existsSync(join(functions, original(twin)))).toBe(true);
    const [broken, whole] = await Promise.all([import(join(folder, twin)), import(join(functions, original(twin)))]);
    expect(Object.keys(broken).sort()).toEqual(Object.keys(whole).sort());
  });

  it('lists every folder, with an experiment that there is and invariants that are judged', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(sabotages.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
    const invariants = sagaCheckers.map(({ name }) => name);
    for (const { experiment, caughtBy } of sabotages) {
      expect(existsSync(join(functions, '..', 'chaos', 'experiments', `${experiment}.yaml`))).toBe(true);
      expect(invariants).toEqual(expect.arrayContaining([...caughtBy]));
    }
  });

  it('has a README with the table of the list', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const written = readme.split('<!-- sabotages -->\n')[1]?.split('\n<!-- /sabotages -->')[0];
    expect(written).toBe(table());
  });
});
