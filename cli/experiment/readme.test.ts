import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { probeKinds } from '../../experiment/probes/kinds.ts';
import { systems } from '../../functions/systems.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { experimentNames, experimentPath, libraryExperiments } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

describe('the library of experiments', () => {
  it('has bounds for every experiment, and a seed of its own', async () => {
    const all = await Promise.all(experimentNames().map((name) => readLabExperiment(experimentPath(name))));
    expect(all.filter(({ experiment }) => experiment['blast-radius'] === undefined)).toEqual([]);
    expect(new Set(all.map(({ experiment }) => experiment.seed)).size).toBe(all.length);
  });

  it.each(systems)('has of each experiment with $name what it can refute', async ({ name, sabotages, judging }) => {
    const readme = readFileSync(`functions/${name}/experiments/README.md`, 'utf8');
    const [, refuted = ''] = readme.split('| experiment | sabotage | broken invariants |\n| --- | --- | --- |\n');
    const rows = [...refuted.matchAll(/^\| `(.+?)` \| `(.+?)` \| (.+?) \|$/gm)];
    const own = libraryExperiments().filter(({ system }) => system.name === name);
    expect(rows.map(([, experiment]) => experiment)).toEqual(own.map((experiment) => experiment.name));
    const planted = rows.map(([, , sabotage]) => sabotage);
    expect(planted.filter((planted) => !sabotages.some((sabotage) => sabotage.name === planted))).toEqual([]);
    const broken = rows.flatMap(([, , , invariants = '']) => invariants.split(', '));
    const known = [...historyCheckers, ...(await judging()).invariants].map((checker) => checker.name);
    expect(broken.filter((invariant) => !known.includes(invariant))).toEqual([]);
  });

  it('is told of in words that name every kind of probe', () => {
    const words = readFileSync('experiment/README.md', 'utf8');
    for (const { type } of probeKinds) expect(words).toContain(`\`${type}\``);
  });
});
