import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { summary, worst } from './results.ts';

const result = (experiment: string, exitCode: number) => ({
  experiment,
  exitCode,
  tookMs: 61_400,
  where: `runs/${experiment}`,
});

describe('the results of a game day', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[0, 2], 2],
    [[2, 3, 0], 3],
    [[0, 1, 3, 2], 1],
  ])('of %j are as bad as %d', (codes, exitCode) => {
    expect(worst(codes.map((code) => result('x', code)))).toBe(exitCode);
  });

  it('are a table with a line for each experiment, also for those that were not begun', () => {
    const lines = summary([result('slow', 0), result('storm', 1)], ['slow', 'storm', 'poison']);
    expect(lines.map((line) => stripVTControlCharacters(line))).toEqual([
      'experiment  verdict    took  run',
      'slow        pass       61 s  runs/slow',
      'storm       fail       61 s  runs/storm',
      'poison      not begun',
      '',
      '1 of 3 experiments passed',
    ]);
  });
});
