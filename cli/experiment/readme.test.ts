import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { probeKinds } from '../../experiment/probes/kinds.ts';
import { sabotages } from '../../functions/orders/sabotage/sabotages.ts';
import { historyCheckers } from '../../verify/checkers/history-checkers.ts';
import { experimentNames, experimentPath } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

const readme = readFileSync('functions/orders/experiments/README.md', 'utf8');

describe('the library of experiments', () => {
  it('has bounds for every experiment, and a seed of its own', async () => {
    const all = await Promise.all(experimentNames().map((name) => readLabExperiment(experimentPath(name))));
    expect(all.filter(({ experiment }) => experiment['blast-radius'] === undefined)).toEqual([]);
    expect(new Set(all.map(({ experiment }) => experiment.seed)).size).toBe(all.length);
  });

  it('has of each experiment what it can refute: a sabotage, and invariants that the judge knows', () => {
    const [, refuted = ''] = readme.split('| experiment | sabotage | broken invariants |\n| --- | --- | --- |\n');
    const rows = [...refuted.matchAll(/^\| `(.+?)` \| `(.+?)` \| (.+?) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(experimentNames());
    const planted = rows.map(([, , sabotage]) => sabotage);
    expect(planted.filter((name) => !sabotages.some((sabotage) => sabotage.name === name))).toEqual([]);
    const broken = rows.flatMap(([, , , invariants = '']) => invariants.split(', '));
    expect(broken.filter((name) => !historyCheckers.some((checker) => checker.name === name))).toEqual([]);
  });

  it('is told of in words that name every kind of probe', () => {
    const words = readFileSync('experiment/README.md', 'utf8');
    for (const { type } of probeKinds) expect(words).toContain(`\`${type}\``);
  });
});
