import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { faultsOf } from '../../chaos/runner/experiment.ts';
import { probeKinds } from '../../chaos/runner/probes/kinds.ts';
import { experimentNames, experimentPath } from '../experiment-path.ts';
import { readLabExperiment } from './read.ts';

const readme = readFileSync('chaos/experiments/README.md', 'utf8');

describe('the library of experiments', () => {
  it('is listed in its README, each with its claim', async () => {
    const rows = await Promise.all(
      experimentNames().map(async (name) => {
        const { title } = await readLabExperiment(experimentPath(name));
        return `| [\`${name}\`](${name}.yaml) | ${title} |`;
      }),
    );
    const listed = readme.split('<!-- experiments -->\n')[1]?.split('\n<!-- /experiments -->')[0];
    expect(listed).toBe(['| name | claim |', '| --- | --- |', ...rows].join('\n'));
  });

  it('has bounds for every experiment, and a seed of its own', async () => {
    const all = await Promise.all(experimentNames().map((name) => readLabExperiment(experimentPath(name))));
    expect(all.filter((experiment) => experiment['blast-radius'] === undefined)).toEqual([]);
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(all.length);
  });

  it('meets most of the catalogue', async () => {
    const all = await Promise.all(experimentNames().map((name) => readLabExperiment(experimentPath(name))));
    const used = new Set(all.flatMap(faultsOf).map(({ fault }) => fault));
    expect(used.size).toBeGreaterThan(catalogue.length * 0.7);
  });

  it('names every kind of probe', () => {
    for (const { type } of probeKinds) expect(readme).toContain(`\`${type}\``);
  });
});
