import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { CheckError, meantBy } from './check-error.ts';
import { optionsOf } from './checker-options.ts';

const checker = {
  name: 'late',
  options: z.object({ withinMs: z.coerce.number().default(7), target: z.coerce.number() }),
};

function refusal(given: Readonly<Record<string, unknown>>, of: Parameters<typeof optionsOf>[0] = checker): string {
  try {
    return JSON.stringify(optionsOf(of, given));
  } catch (error) {
    expect(error).toBeInstanceOf(CheckError);
    const { message, hint } = error as CheckError;
    return `${message}. ${hint}`;
  }
}

describe('what is set of a checker', () => {
  it.each<[given: Readonly<Record<string, unknown>>, read: Readonly<Record<string, unknown>>]>([
    [{}, { withinMs: 7 }],
    [{ target: 1 }, { target: 1, withinMs: 7 }],
    [{ withinMs: '500ms' }, { withinMs: 500 }],
    [{ withinMs: '1.5s' }, { withinMs: 1500 }],
    [
      { withinMs: '2m', target: '0.95' },
      { withinMs: 120_000, target: 0.95 },
    ],
    [{ withinMs: 30 }, { withinMs: 30 }],
  ])('%j is read as %j, and what is not named keeps its default', (given, read) => {
    expect(optionsOf(checker, given)).toEqual(read);
  });

  it('is refused where the checker has no such option, or takes another value', () => {
    expect(refusal({ targte: 1 })).toBe(
      'late has no option "targte"; did you mean "target"?. It takes: withinMs, target.',
    );
    expect(refusal({ target: 1 }, { name: 'plain' })).toBe('plain has no option "target". It takes none.');
    expect(refusal({}, { name: 'plain' })).toBe('{}');
    expect(refusal({ target: '2s' })).toMatch(/^late: target is "2s": .*\. Give another target, or leave it away\.$/);
    expect(refusal({ withinMs: '2 hours' })).toMatch(/^late: withinMs is "2 hours": /);
  });
});

describe('a name that nobody has', () => {
  it.each([
    ['lease', 'release', '; did you mean "release"?'],
    ['abc', 'abcde', '; did you mean "abcde"?'],
    ['abc', 'abcdef', ''],
    ['0123456789abcdef', '0123456789ab', '; did you mean "0123456789ab"?'],
    ['0123456789abcdef', '0123456789a', ''],
  ])('%s: is meant %s by it', (name, known, told) => {
    expect(meantBy(name, ['something else', known])).toBe(told);
  });
});
