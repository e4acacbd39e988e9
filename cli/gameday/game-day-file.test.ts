import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { experimentNames, experimentPath } from '../experiment/experiment-path.ts';
import { readLabExperiment } from '../experiment/read.ts';
import { isGameDay, readGameDay } from './game-day-file.ts';
import { gameDayOf } from './game-day-of.ts';
import { libraryNames } from './lab-player.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-gameday-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(yaml: string): string {
  const path = join(folder, 'day.yaml');
  writeFileSync(path, yaml);
  return path;
}

describe('the file of a game day', () => {
  it('names experiments, with what is otherwise than they say', async () => {
    const day = await readGameDay(
      written('title: A day\npause: 1m\nexperiments: [one, { experiment: two, count: 5, seed: 7 }]'),
    );
    expect(day).toEqual({
      title: 'A day',
      pause: 60_000,
      'on-failure': 'go-on',
      experiments: [{ experiment: 'one' }, { experiment: 'two', count: 5, seed: 7 }],
    });
  });

  it.each([
    ['title: A day\nexperiments: []', /day\.yaml:2: experiments: /],
    ['title: A day\npause: 1 hour\nexperiments: [one]', /day\.yaml:2: pause: expected a duration .*, got "1 hour"/],
    ['title: A day\non-failure: halt\nexperiments: [one]', /on-failure: expected go-on or stop, got "halt"/],
    ['title: A day\nexperiments: [{ experiment: one, cuont: 5 }]', /unknown field; did you mean "count"/],
    ['title: A day\nexperimets: [one]\nexperiments: [one]', /experimets: unknown field; did you mean "experiments"/],
    ['', /day\.yaml:1: the file is empty/],
  ])('with a mistake is refused: %j', async (yaml, message) => {
    await expect(readGameDay(written(yaml))).rejects.toThrow(message);
  });

  it('is told from that of an experiment', async () => {
    expect(await isGameDay(written('title: A day\nexperiments: [one]'))).toBe(true);
    expect(await isGameDay('functions/orders/experiments/slow-and-throttled-checkout.yaml')).toBe(false);
    expect(await isGameDay('slow-and-throttled-checkout')).toBe(false);
  });

  it('is not needed for the whole library', async () => {
    const { experiments } = await gameDayOf([], {}, libraryNames);
    expect(experiments.map(({ experiment }) => basename(experimentPath(experiment), '.yaml'))).toEqual(
      experimentNames(),
    );
  });

  it.each(globSync('functions/*/experiments/game-days/*.yaml'))('%s names experiments that exist', async (path) => {
    const { experiments } = await readGameDay(path);
    for (const { experiment } of experiments) await readLabExperiment(experimentPath(experiment));
    expect(experiments.length).toBeGreaterThan(1);
  });
});
