import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseExperiment } from './experiment-file.ts';

const text = readFileSync('chaos/experiments/slow-and-throttled-checkout.yaml', 'utf8');

describe('what is set of an invariant', () => {
  const choice = '{ name: liveness, options: { within: 30s, most: 3 } }';
  const set = text.replace('- liveness', `- ${choice}`);

  it('is kept as it was written, beside those that are only named', () => {
    const { invariants } = parseExperiment(set, 'x.yaml');
    expect(invariants[0]).toBe('one-saga-per-request');
    expect(invariants.at(-1)).toEqual({ name: 'liveness', options: { within: '30s', most: 3 } });
  });

  it('is judged by who knows the invariant, with the line of each mistake', () => {
    const invariants = parseExperiment(text, 'x.yaml').invariants.map(String);
    const mistakeInOption = (...asked: unknown[]) => (asked[1] === 'most' ? asked.join(' ') : undefined);
    const line = set.split('\n').findIndex((each) => each.includes(choice)) + 1;
    expect(() => parseExperiment(set, 'x.yaml', { invariants, mistakeInOption })).toThrow(
      `x.yaml:${line}: invariants.11.options.most: liveness most 3`,
    );
    expect(() => parseExperiment(set, 'x.yaml', { invariants: ['livenes'] })).toThrow(
      /invariants\.11: the judge knows no invariant "liveness"; did you mean "livenes"/,
    );
  });

  it.each([
    ['- 3', /invariants\.11: expected the name of an invariant, or \{ name, options \}, got 3/],
    ['- Live ness', /invariants\.11: expected lower-case words with dashes, .*, got "Live ness"/],
    ['- { name: liveness, option: {} }', /invariants\.11\.option: unknown field; did you mean "options"/],
    ['- { name: liveness, options: { a: [1] } }', /invariants\.11\.options\.a: .*got \[1\]/],
    ['- one-outcome', /invariants\.11: "one-outcome" is named already/],
  ])('"%s" is refused, with its place', (choice, message) => {
    expect(() => parseExperiment(text.replace('- liveness', choice), 'x.yaml')).toThrow(message);
  });
});
