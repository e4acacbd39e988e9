import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { grounds } from './grounds.ts';
import { recordedFile, verdictLines } from './recorded.ts';

const recorded = Map.groupBy(readFileSync(recordedFile, 'utf8').trimEnd().split('\n'), (line) => {
  const { of, by } = JSON.parse(line) as { of: string; by: string };
  return `${of} / ${by}`;
});
const cases = grounds.flatMap((ground) =>
  ground.checkers.map((checker) => [`${ground.name} / ${checker.name}`, ground, checker] as const),
);

/**
 * Whether verdicts are right is for the oracles to say; here they are held as they are, counts, words and events, so that no change
 * goes unseen. Where one is meant: `npm run -s recorded-verdicts`, and read what it changes.
 */
describe('verdicts on record', () => {
  it('are of grounds and checkers that there are', () => {
    const known = cases.map(([name]) => name);
    expect([...recorded.keys()].filter((name) => !known.some((one) => one === name))).toEqual([]);
  });

  // Who adds a checker puts it on record when it says what it should.
  it.each(cases.filter(([name]) => recorded.has(name)))('%s: as before', (name, ground, checker) => {
    const lines = recorded.get(name) ?? [];
    let n = 0;
    for (const line of verdictLines(ground, checker)) expect(line).toBe(lines[n++]);
    expect(n).toBe(lines.length);
  });
});
