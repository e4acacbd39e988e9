import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { systems } from '../../functions/systems.ts';
import { runCheckers } from '../../verify/checkers/run-checkers.ts';
import { experimentPath } from './experiment-path.ts';
import { nameOf, readLabExperiment } from './read.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-experiment-'));
afterAll(() => rmSync(folder, { recursive: true }));

const least = `
title: A claim
description: What happens.
seed: 1
method:
  - { type: action, name: users, provider: { type: load, operations: 1, rate: 1 } }
rollbacks:
  - { type: action, name: off, provider: { type: withdraw-faults } }
recovery: { within: 1m }
`;

/** An experiment that lies in no system's folder. */
function elsewhere(more: string) {
  const file = join(folder, 'x.yaml');
  writeFileSync(file, `${least}${more}\n`);
  return readLabExperiment(file);
}

const [first] = systems;

describe('the system that an experiment is about', () => {
  it.each(systems.map((system) => [system.name, system] as const))(
    'is the one in whose folder it lies: %s',
    async (name, system) => {
      const path = experimentPath(`${name}/${system.firstExperiment}`);
      expect((await readLabExperiment(path)).system).toBe(system);
    },
  );

  it('is the one that it names', async () => {
    expect((await elsewhere(`system: ${first.name}`)).system).toBe(first);
  });

  it('is never another than it names, wherever it lies', async () => {
    await expect(elsewhere('system: shop')).rejects.toMatchObject({
      message: 'there is no system "shop"',
      hint: expect.stringContaining(first.name),
    });
  });

  it('is not looked for in a file of another tool, which can be brought in', async () => {
    const file = join(folder, 'x.json');
    writeFileSync(file, '{"actions":{"Slow":{"actionId":"aws:lambda:invocation-add-delay"}}}');
    await expect(readLabExperiment(file)).rejects.toMatchObject({
      message: expect.stringMatching(/x\.json is a file of fis, not an experiment of the lab$/),
      hint: expect.stringMatching(/^Bring it in: \.\/lab experiment import --from fis .*x\.json$/),
    });
  });

  it('must be told where it cannot be seen', async () => {
    await expect(elsewhere('')).rejects.toMatchObject({
      message: expect.stringMatching(/^the experiment .*x\.yaml does not say which system it is about$/),
      hint: expect.stringContaining(`system: ${first.name}`),
    });
  });
});

describe('an experiment of the lab', () => {
  it('has the steady state and the invariants of its system, and those of every run', async () => {
    const { experiment } = await elsewhere(`system: ${first.name}`);
    const { probes } = experiment['steady-state-hypothesis'];
    expect(probes.map(({ name }) => name)).toEqual(first.steadyState.map(({ name }) => name));
    const { invariants } = await first.judging();
    expect(experiment.invariants).toEqual([...invariants, ...runCheckers].map(({ name }) => name));
    expect(invariants).not.toEqual([]);
  });

  it('is called like its file', () => {
    expect(nameOf('/a/b/slow-checkout.yaml')).toBe('slow-checkout');
    expect(nameOf('slow.yml')).toBe('slow');
    expect(nameOf('slow.json')).toBe('slow');
  });
});

describe('an invariant with options', () => {
  const judgedBy = (choice: string) => elsewhere(`system: ${first.name}\ninvariants:\n  - ${choice}`);

  it('is read where the judge takes them', async () => {
    const { experiment } = await judgedBy('{ name: steady-again, options: { withinMs: 90s } }');
    expect(experiment.invariants.at(-1)).toEqual({ name: 'steady-again', options: { withinMs: '90s' } });
  });

  it.each([
    [
      '{ name: steady-again, options: { withinM: 90s } }',
      /x\.yaml:\d+: invariants\.0\.options\.withinM: steady-again has no option "withinM"; did you mean "withinMs"\? \(It takes: withinMs\)/,
    ],
    [
      '{ name: steady-again, options: { withinMs: soon } }',
      /options\.withinMs: steady-again: withinMs is "soon": .*expected number/,
    ],
    ['{ name: fifo-order, options: { most: 1 } }', /fifo-order has no option "most" \(It takes none\)/],
  ])('%s is refused', async (choice, message) => {
    await expect(judgedBy(choice)).rejects.toThrow(message);
  });
});
