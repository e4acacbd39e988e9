import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { systems } from '../../functions/systems.ts';
import type { System } from '../../system/system.ts';
import { experimentPath, libraryExperiments } from './experiment-path.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-experiment-path-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A library of two systems that both have an experiment of one name. */
const library = [
  ['shop', 'slow'],
  ['shop', 'partition'],
  ['bank', 'slow'],
].map(([system, name]) => ({
  name: name as string,
  system: { name: system } as System,
  path: `/${system}/experiments/${name}.yaml`,
}));

describe('the file of an experiment', () => {
  it('is found by its name in the library', () => {
    expect(experimentPath('partition', library)).toBe('/shop/experiments/partition.yaml');
  });

  it('is found by its system and its name', () => {
    expect(experimentPath('bank/slow', library)).toBe('/bank/experiments/slow.yaml');
    expect(experimentPath('shop/slow', library)).toBe('/shop/experiments/slow.yaml');
  });

  it('is not guessed where two systems have one of that name', () => {
    expect(() => experimentPath('slow', library)).toThrow(
      expect.objectContaining({
        message: 'the experiment "slow" is there more than once',
        hint: 'Say which: shop/slow, bank/slow',
      }),
    );
  });

  it('is found by its path, also a relative one', () => {
    const path = join(folder, 'mine.yaml');
    writeFileSync(path, '');
    expect(experimentPath(path, library)).toBe(path);
    expect(experimentPath(relative(process.cwd(), path), library)).toBe(path);
  });

  it.each(['slo', 'shop/none', 'bank/partition', 'none.yaml'])('is not made up: %s', (name) => {
    expect(() => experimentPath(name, library)).toThrow(
      expect.objectContaining({
        message: `there is no experiment "${name}", neither a file of that path nor a name of the library`,
        hint: 'There are: slow, partition',
      }),
    );
  });
});

describe('the library', () => {
  it('has the first experiment of every system', () => {
    const names = libraryExperiments().map(({ name, system }) => `${system.name}/${name}`);
    expect(names).toEqual(expect.arrayContaining(systems.map((one) => `${one.name}/${one.firstExperiment}`)));
    for (const { name, system, path } of libraryExperiments()) {
      expect(experimentPath(`${system.name}/${name}`)).toBe(path);
    }
  });
});
