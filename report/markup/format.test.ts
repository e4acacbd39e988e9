import { describe, expect, it } from '@jest/globals';
import { clock, count, counted, duration, exactClock, shortened, utc } from './format.ts';

describe('format', () => {
  it('says times as a person would', () => {
    expect([0.4, 38, 999, 1200, 9949, 9950, 63_400, 125_000, 3_720_000].map(duration)).toEqual([
      '0 ms',
      '38 ms',
      '999 ms',
      '1.2 s',
      '9.9 s',
      '10 s',
      '63 s',
      '2 min 5 s',
      '1 h 2 min',
    ]);
  });

  it('gives offsets from the start', () => {
    expect([0, 59_999, 60_000, -1500].map(clock)).toEqual(['0:00', '0:59', '1:00', '−0:01']);
    expect(exactClock(65_432.9)).toBe('1:05.432');
  });

  it('groups counts, agrees nouns and shortens', () => {
    expect([count(999), count(10_000), counted(1, 'order'), counted(2, 'story', 'stories')]).toEqual([
      '999',
      '10\u202f000',
      '1 order',
      '2 stories',
    ]);
    expect([shortened('abcdef', 6), shortened('abcdef', 4)]).toEqual(['abcdef', 'abc…']);
    expect(utc(0)).toBe('1970-01-01 00:00:00 UTC');
  });
});
