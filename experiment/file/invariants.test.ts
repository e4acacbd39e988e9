import { describe, expect, it } from '@jest/globals';
import { parseExperiment } from './experiment-file.ts';
import { nothingStanding, sampleText, sampleWith } from './testing/sample.ts';

describe('what is set of an invariant', () => {
  const choice = '{ name: liveness, options: { within: 30s, most: 3 } }';
  const set = sampleWith(['- liveness', `- ${choice}`]);

  it('is kept as it was written, beside those that are only named', () => {
    const { invariants } = parseExperiment(set, 'x.yaml', nothingStanding);
    expect(invariants).toEqual(['fifo-order', { name: 'liveness', options: { within: '30s', most: 3 } }]);
  });

  it('is judged by who knows the invariant, with the line of each mistake', () => {
    const invariants = parseExperiment(sampleText, 'x.yaml', nothingStanding).invariants.map(String);
    const mistakeInOption = (...asked: unknown[]) => (asked[1] === 'most' ? asked.join(' ') : undefined);
    const line = set.split('\n').findIndex((each) => each.includes(choice)) + 1;
    expect(() => parseExperiment(set, 'x.yaml', nothingStanding, { invariants, mistakeInOption })).toThrow(
      `x.yaml:${line}: invariants.1.options.most: liveness most 3`,
    );
    expect(() => parseExperiment(set, 'x.yaml', nothingStanding, { invariants: ['fifo-order', 'livenes'] })).toThrow(
      /invariants\.1: the judge knows no invariant "liveness"; did you mean "livenes"/,
    );
  });

  it.each([
    ['- 3', /invariants\.1: expected the name of an invariant, or \{ name, options \}, got 3/],
    ['- Live ness', /invariants\.1: expected lower-case words with dashes, .*, got "Live ness"/],
    ['- { name: liveness, option: {} }', /invariants\.1\.option: unknown field; did you mean "options"/],
    ['- { name: liveness, options: { a: [1] } }', /invariants\.1\.options\.a: .*got \[1\]/],
    ['- fifo-order', /invariants\.1: "fifo-order" is named already/],
  ])('"%s" is refused, with its place', (choice, message) => {
    const yaml = sampleWith(['- liveness', choice]);
    expect(() => parseExperiment(yaml, 'x.yaml', nothingStanding)).toThrow(message);
  });
});
