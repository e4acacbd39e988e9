import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { build, stop } from 'esbuild';
import { bundleFunctions } from '../infra/bundle.ts';
import { findSabotage, sabotageNames, sabotagePlugin } from '../infra/sabotage.ts';
import { projectRoot } from '../kernel/project.ts';
import { historyCheckers } from '../verify/checkers/history-checkers.ts';
import { systemNamed, systems } from './systems.ts';

describe('the systems', () => {
  it('are found by names that no two of them share', () => {
    expect(new Set(systems.map(({ name }) => name)).size).toBe(systems.length);
    for (const system of systems) expect(systemNamed(system.name)).toBe(system);
    expect(() => systemNamed('no-such')).toThrow(
      expect.objectContaining({
        message: 'there is no system "no-such"',
        hint: expect.stringContaining(systems.map(({ name }) => name).join(', ')),
      }),
    );
  });
});

describe.each(systems)('the system $name', (system) => {
  const { name, folder, handlers } = system;
  const functions = Object.keys(handlers).map((handler) => `${name}-${handler}`);

  it('lies in the folder of its name, and says of nothing in it what is not there', () => {
    expect(relative(projectRoot, folder)).toBe(join('functions', name));
    const experiments = [system.firstExperiment, ...system.sabotages.map(({ experiment }) => experiment)];
    const files = [...Object.values(handlers), ...experiments.map((file) => `experiments/${file}.yaml`), 'system.ts'];
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    expect(system.sabotages.map((sabotage) => sabotage.name).sort()).toEqual(sabotageNames(folder));
  });

  it('names functions that it has, where it is woken or swept', async () => {
    const sweep = await system.sweep?.();
    const named = [...(sweep?.stops ?? []), sweep?.background?.stop, system.onRedrive].flatMap(
      (one) => one?.function ?? [],
    );
    expect(named.filter((one) => !functions.includes(one))).toEqual([]);
  });

  it('plans the same operations for the same seed, each with a key of its own', async () => {
    const { operation } = await system.workload();
    const plan = () => [1, 2, 3].map((number) => operation(7, number, 'key'));
    expect(plan()).toEqual(plan());
    expect(plan().map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(new Set(plan().map(({ key }) => key)).size).toBe(3);
  });

  it('has bundles of its handlers, with what they import and no trace of a sabotage', async () => {
    const { files, inputs } = await bundleFunctions(system);
    for (const [handler, file] of Object.entries(handlers)) {
      expect(inputs).toContain(file);
      expect(Buffer.from(files.get(`${handler}/index.cjs`) ?? []).toString()).toMatch(
        /module\.exports\s*=\s*\{[^}]*handler/,
      );
    }
    // The assembly kept from before is found by the sources of these folders: nothing else may go into a bundle.
    const inProject = inputs.map((input) => relative(projectRoot, join(folder, input)));
    expect(inProject.filter((input) => !/^(functions|chaos|node_modules)\//.test(input))).toEqual([]);
    expect(inputs.filter((input) => input.includes('sabotage'))).toEqual([]);
    for (const bytes of files.values()) {
      expect(Buffer.from(bytes).includes('sabotage/')).toBe(false);
    }
  }, 60_000);

  it('has sabotages that are known by invariants that are judged', async () => {
    const { invariants } = await system.judging();
    const judged = [...historyCheckers, ...invariants].map((checker) => checker.name);
    for (const { caughtBy } of system.sabotages) {
      expect(caughtBy.length).toBeGreaterThan(0);
      expect(judged).toEqual(expect.arrayContaining([...caughtBy]));
    }
  });

  it.each(sabotageNames(folder))('has twins of %s that export what their originals do', async (sabotaged) => {
    for (const [original, twin] of findSabotage(folder, sabotaged).twins) {
      const [whole, broken] = await Promise.all([import(original), import(twin)]);
      expect({ twin, exports: Object.keys(broken).sort() }).toEqual({ twin, exports: Object.keys(whole).sort() });
    }
  });

  it.each(sabotageNames(folder))('bundles every twin of %s when it is asked for', async (sabotaged) => {
    const sabotage = findSabotage(folder, sabotaged);
    // Without the packages, which no sabotage changes: they are nearly all of the work.
    const { metafile } = await build({
      absWorkingDir: folder,
      entryPoints: Object.values(handlers),
      outdir: 'unwritten',
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      plugins: [sabotagePlugin(sabotage)],
    });
    const inputs = Object.keys(metafile.inputs).map((input) => join(folder, input));
    expect(inputs).toEqual(expect.arrayContaining([...sabotage.twins.values()]));
  });
});

afterAll(stop);
