import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const folder = import.meta.dirname;
const functions = join(folder, '..');
const twins = globSync('*/**/*.ts', { cwd: folder });
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

/** The module that a twin takes the place of, under functions/. */
function original(twin: string): string {
  return twin.slice(twin.indexOf(sep) + 1);
}

describe('sabotage', () => {
  it.each(twins)('%s stands where a module does, and is described', (twin) => {
    expect(existsSync(join(functions, original(twin)))).toBe(true);
    expect(readme).toContain(`| \`${twin.slice(0, twin.indexOf(sep))}\` | \`${original(twin)}\` |`);
  });

  it.each(twins)('%s exports what its original does', async (twin) => {
    const [broken, whole] = await Promise.all([import(join(folder, twin)), import(join(functions, original(twin)))]);
    expect(Object.keys(broken).sort()).toEqual(Object.keys(whole).sort());
  });
});
