import { describe, expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { partitionsOf } from '../calls/partitions-of.ts';
import { type AnyModel, models } from '../models/models.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { modelOf } from '../testing/live-object.ts';
import { smallObjectHistories } from '../testing/small-histories.ts';
import { Search } from './search.ts';

const budget = { outOfTime: () => false, bytes: Number.POSITIVE_INFINITY };

type Line = readonly [process: string, type: EventType, f: string, value?: unknown];

function searched(model: AnyModel, lines: readonly Line[]) {
  const events = lines.map(([process, type, f, value], index): HistoryEvent => {
    return { index, time: index, process, type, f, value };
  });
  const [partition] = partitionsOf(events, model);
  if (partition === undefined) throw new Error('there is nothing to search');
  return new Search(model).run(partition, budget);
}

describe('the search, without what is told in advance', () => {
  it.each([...models])('agrees with every order tried, for %s', (name, model) => {
    assertEverySide(smallObjectHistories(name, 16), { valid: 100, broken: 100 }, 500, (history, see) => {
      for (const partition of partitionsOf(history, model)) {
        const { valid } = new Search(model).run(partition, budget);
        expect(valid).toBe(isLinearizable(partition.calls, model));
        see(valid === true ? 'valid' : 'broken');
      }
    });
  });
});

describe('what the next read to return needs', () => {
  const write = (process: string, value: number): [Line, Line] => [
    [process, 'invoke', 'write', value],
    [process, 'ok', 'write'],
  ];

  it.each(['x', 'y'])('keeps states apart that a read to come can see when something was appended: here %s', (seen) => {
    const { valid } = searched(modelOf('kv'), [
      ['a', 'invoke', 'put', 'x'],
      ['b', 'invoke', 'put', 'y'],
      ['a', 'ok', 'put'],
      ['b', 'ok', 'put'],
      ['c', 'invoke', 'put', 'z'],
      ['d', 'invoke', 'get'],
      ['e', 'invoke', 'append', 'w'],
      ['f', 'invoke', 'get'],
      ['f', 'ok', 'get', 'z'],
      ['d', 'ok', 'get', `${seen}w`],
    ]);
    expect(valid).toBe(true);
  });

  /** Writes of three values, all under way at once; perhaps a read that fits none of them; then a write, and a read of the first. */
  const crowd = (writers: number, ...meanwhile: readonly Line[]): Line[] => {
    const names = Array.from({ length: writers }, (_, n) => `w${n}`);
    return [
      ...names.map((name, n): Line => [name, 'invoke', 'write', n % 3]),
      ...meanwhile,
      ...names.map((name): Line => [name, 'ok', 'write']),
      ...write('z', 7),
      ['r', 'invoke', 'read'],
      ['r', 'ok', 'read', 1],
    ];
  };
  const unwritten: Line[] = [
    ['q', 'invoke', 'read'],
    ['q', 'ok', 'read', 5],
  ];
  const { foresight: _, ...blind } = modelOf('register');
  const triedBy = (model: AnyModel, lines: readonly Line[]) => {
    const { valid, configurations } = searched(model, lines);
    return [valid, configurations];
  };

  it.each([
    ['what no open write can explain ends the search at once', unwritten, [3, 3], [29, 315]],
    ['states that no read can see are one', [], [21, 219], [32, 318]],
  ] as const)('%s', (_name, meanwhile, seeing, unseeing) => {
    const ofBoth = (model: AnyModel) => [4, 9].map((writers) => triedBy(model, crowd(writers, ...meanwhile)));
    expect(ofBoth(modelOf('register'))).toEqual(seeing.map((tried) => [false, tried]));
    expect(ofBoth(blind as AnyModel)).toEqual(unseeing.map((tried) => [false, tried]));
  });
});
