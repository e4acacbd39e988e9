import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../kernel/usage-error.ts';
import { judge, parseThreshold, withOwn } from './threshold.ts';

describe('a threshold', () => {
  it.each([
    ['p95 <= 2s', { p95: 2_000 }, { p95: 2_001 }],
    ['p50<100', { p50: 99 }, { p50: 100 }],
    ['errors <= 1%', { errors: 1 }, { errors: 1.1 }],
    ['refused < 0.5 %', { refused: 0.4 }, { refused: 0.5 }],
    ['rps >= 5', { rps: 5 }, { rps: 4.9 }],
    ['knee > 5/s', { knee: 5.1 }, { knee: 5 }],
  ])('%s is kept by %j and broken by %j', (text, good, bad) => {
    expect(judge(parseThreshold(text), good)).toMatchObject({ kept: true, value: Object.values(good)[0] });
    expect(judge(parseThreshold(text), bad)).toMatchObject({ kept: false, value: Object.values(bad)[0] });
  });

  it('of a metric that never came is broken, whichever way it looks', () => {
    for (const text of ['recovery <= 30s', 'recovery >= 0', 'p99 < 1s', 'rps > 0']) {
      const judged = judge(parseThreshold(text), { p50: 1, p99: Number.NaN });
      expect(judged).toMatchObject({ kept: false });
      expect(judged).not.toHaveProperty('value');
    }
  });

  it.each([
    'p96 < 1s',
    'p95 = 1s',
    'p95 < fast',
    'errors < 5ms',
    'rps > 5s',
    'toString < 1',
    '',
    'p95 < -1',
    'p95 < 1s or so',
  ])('"%s" is none, and says what is', (text) => {
    expect(() => parseThreshold(text)).toThrow(UsageError);
    expect(() => parseThreshold(text)).toThrow(`"${text}"`);
  });

  it('of one’s own takes the place of those of its metric', () => {
    const texts = withOwn(
      ['p95 <= 2s', 'errors <= 1%'].map(parseThreshold),
      ['p95 <= 9s', 'rps > 1'].map(parseThreshold),
    );
    expect(texts.map(({ text }) => text)).toEqual(['errors <= 1%', 'p95 <= 9s', 'rps > 1']);
  });
});
