import { describe, expect, it } from '@jest/globals';
import { momentSchema, momentText, untilSchema, untilText } from './moment.ts';

describe('a moment of a load', () => {
  it.each([
    ['500ms', 500, '0.5s'],
    ['1.5s', 1_500, '1.5s'],
    ['2m', 120_000, '2m'],
    ['20 %', { percent: 20 }, '20 % of the load'],
    ['12.5%', { percent: 12.5 }, '12.5 % of the load'],
    ['0 %', 0, '0s'],
  ])('is told as %s', (text, moment, said) => {
    expect(momentSchema.parse(text)).toEqual(moment);
    expect(momentText(momentSchema.parse(text))).toBe(said);
  });

  it.each([
    ['70 %', { percent: 70 }, '70 % of the load'],
    ['fired 1', { fired: 1 }, 'it has fired once'],
    ['fired 30', { fired: 30 }, 'it has fired 30 times'],
  ])('ends a window as %s', (text, until, said) => {
    expect(untilSchema.parse(text)).toEqual(until);
    expect(untilText(untilSchema.parse(text))).toBe(said);
  });

  it.each(['20', '20 percent', '101 %', '-5 %', 'fired 30', '5h'])('is not "%s"', (text) => {
    expect(momentSchema.safeParse(text).success).toBe(false);
  });

  it.each(['20s', 'fired 0', 'fired often', '101 %', 'fired 1.5'])('a window does not end by "%s"', (text) => {
    expect(untilSchema.safeParse(text).success).toBe(false);
  });
});
