import { describe, expect, it } from '@jest/globals';
import { systems } from '../functions/systems.ts';
import { read, sources } from './repository.ts';

/** The one shape of a system's folder. */
const shape = [
  'README.md',
  'experiments',
  'golden',
  'handlers',
  'history',
  'invariants',
  'sabotage',
  'stack',
  'sweep',
  'system.ts',
  'testing',
  'workload',
];

/** Who may know all systems: the command line, and tests of the whole. */
const knowsSystems = /^(cli|test|tidy|bench|functions)\//;

describe('systems', () => {
  it.each(systems)('$name has the shape of all, and no more', ({ name }) => {
    const inside = sources('').filter((path) => path.startsWith(`functions/${name}/`));
    const found = new Set(inside.map((path) => path.split('/')[2] as string));
    expect([...found].filter((entry) => !shape.includes(entry))).toEqual([]);
    for (const needed of ['README.md', 'experiments', 'handlers', 'stack', 'system.ts', 'workload']) {
      expect(found).toContain(needed);
    }
  });

  it.each(systems)('nobody outside its folder says a name of $name', ({ name, unit, keyField }) => {
    const words = new RegExp(`['"\`/ ]${name}-[a-z]|\\b${unit.one}Id\\b|functions/${name}/|\\b${keyField}\\b`);
    const outside = sources('.ts', '.mjs').filter(
      (path) =>
        !path.startsWith(`functions/${name}/`) && !knowsSystems.test(path) && !/\.test\.ts$|\/testing\//.test(path),
    );
    const telling = outside.filter((path) => words.test(read(path)));
    expect(telling).toEqual([]);
  });

  it('are known by the command line and tests alone', () => {
    const importers = sources('.ts').filter((path) => /functions\/systems\.ts'/.test(read(path)));
    expect(importers.length).toBeGreaterThan(3);
    expect(importers.filter((path) => !knowsSystems.test(path))).toEqual([]);
  });
});
