import { isDeepStrictEqual } from 'node:util';
import { query } from 'json-p3';
import type { Answer, HttpAnswer } from './probe.ts';
import type { Tolerance } from './tolerance-schema.ts';

/** Longer texts are cut: an expression must not work for minutes on what a broken system answers. */
const MOST_CHARACTERS = 100_000;
const SHOWN_CHARACTERS = 300;

/** An answer held against a tolerance. */
export interface Seen {
  /** The part of the answer that was looked at, short enough for a journal. */
  readonly got: string | number | boolean | object | null;
  readonly met: boolean;
}

/** Holds an answer against a tolerance. Where there is nothing to tell yet, or nothing to tolerate, nothing deviates. */
export function seen(answer: Answer, tolerance: Tolerance | undefined): Seen {
  if (answer === undefined) return { got: 'nothing to tell yet', met: true };
  if (tolerance === undefined) return { got: answer, met: true };
  if (typeof tolerance !== 'object') return exactly(partOf(answer, 'status'), tolerance);
  if (Array.isArray(tolerance)) return between(partOf(answer, 'status'), tolerance);
  switch (tolerance.type) {
    case 'range':
      return between(partOf(answer, tolerance.target ?? 'status'), tolerance.range);
    case 'regex': {
      const text = textOf(partOf(answer, tolerance.target ?? 'body'));
      return { got: text.slice(0, SHOWN_CHARACTERS), met: new RegExp(tolerance.pattern).test(text) };
    }
    case 'jsonpath':
      return found(partOf(answer, tolerance.target ?? 'body'), tolerance);
  }
}

function exactly(part: Exclude<Answer, undefined>, expected: number | string | boolean): Seen {
  return { got: part, met: part === expected };
}

function between(part: Exclude<Answer, undefined>, [low, high]: readonly [number, number]): Seen {
  const number = typeof part === 'string' && part.trim() !== '' ? Number(part) : part;
  return { got: part, met: typeof number === 'number' && low <= number && number <= high };
}

function found(
  part: Exclude<Answer, undefined>,
  { path, expect, count }: Extract<Tolerance, { type: 'jsonpath' }>,
): Seen {
  let value: unknown;
  try {
    value = typeof part === 'string' ? JSON.parse(part) : part;
  } catch {
    return { got: `no JSON: ${textOf(part).slice(0, SHOWN_CHARACTERS)}`, met: false };
  }
  // What a parser of JSON or an answering module gives is JSON.
  const values = query(path, value as Parameters<typeof query>[1]).values();
  const asExpected = expect === undefined || isDeepStrictEqual(values, Array.isArray(expect) ? expect : [expect]);
  const asMany = count === undefined ? expect !== undefined || values.length > 0 : values.length === count;
  return { got: values, met: asExpected && asMany };
}

function partOf(answer: Exclude<Answer, undefined>, part: keyof HttpAnswer): Exclude<Answer, undefined> {
  return isHttp(answer) ? answer[part] : answer;
}

function isHttp(answer: Answer): answer is HttpAnswer {
  return typeof answer === 'object' && answer !== null && 'status' in answer && 'body' in answer;
}

function textOf(part: Exclude<Answer, undefined>): string {
  return (typeof part === 'string' ? part : JSON.stringify(part)).slice(0, MOST_CHARACTERS);
}
