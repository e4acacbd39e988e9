import * as z from 'zod';
import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, type CheckerResult, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { byKey, givenOf, listOf, named, type Tried, triedOf } from './tried.ts';

const optionsSchema = z.object({
  /** Whether a value that came out more often than it was put in is accused, or only counted. */
  once: z.stringbool().or(z.boolean()).default(false),
});

/** How often a value was put in, and came out. */
interface Passage {
  readonly enqueued: Tried[];
  /** Of unknown outcome. */
  readonly tried: Tried[];
  readonly dequeued: Tried[];
}

/**
 * What goes into a queue comes out of it, when it is drained to the end: every `enqueue` that is `ok` has its `dequeue`, or is
 * in the list of a `drain`, and nothing comes out that nobody put in. A dequeue of unknown outcome may have taken one value, a
 * drain any number: as far as they explain what is lost, it is unknown. A dequeue of null found the queue empty.
 */
export const totalQueue: Checker = {
  name: 'total-queue',
  claim: 'What was put into a queue came out of it, and nothing else did.',
  complexity: 'O(n)',
  source: 'Jepsen: jepsen.checker/total-queue',
  definite: false,
  looksFor: { words: ['enqueue', 'dequeue', 'drain'], counted: ['enqueued', 'dequeued'] },
  options: optionsSchema,
  check(history, options): CheckerResult {
    const { once } = optionsSchema.prefault({}).parse(options);
    const counts = { enqueued: 0, dequeued: 0, lost: 0, unexpected: 0, duplicated: 0, recovered: 0 };
    const violations: Violation[] = [];
    let unexplained = 0;
    for (const [key, tried] of byKey(triedOf(history, ['enqueue', 'dequeue', 'drain']))) {
      const accuse = (what: string, of: readonly Tried[]): void => {
        violations.push({ id: named(key, 'queue'), what, events: of.flatMap(({ events }) => events) });
      };
      const lost: [string, Passage][] = [];
      let missing = 0;
      for (const [value, passage] of passagesOf(tried)) {
        const { enqueued, tried: maybe, dequeued } = passage;
        counts.enqueued += enqueued.length;
        counts.dequeued += dequeued.length;
        const surplus = dequeued.length - enqueued.length;
        if (surplus < 0) lost.push([value, passage]);
        missing += Math.max(0, -surplus);
        counts.recovered += Math.max(0, Math.min(surplus, maybe.length));
        if (enqueued.length + maybe.length === 0) {
          counts.unexpected += dequeued.length;
          accuse(`${value} came out, and nobody had put it in`, dequeued);
        } else if (surplus > maybe.length) {
          counts.duplicated += surplus - maybe.length;
          if (once) accuse(`${value} came out ${dequeued.length} times`, dequeued);
        }
      }
      counts.lost += missing;
      if (missing <= mostTaken(tried)) unexplained += missing;
      else for (const [value, { enqueued }] of lost) accuse(`${value} was put in and never came out`, enqueued);
    }
    const result = resultOf(violations, counts);
    if (result.valid === false || unexplained === 0) return result;
    const error = `${unexplained} values did not come out that a dequeue or drain of unknown outcome may have taken`;
    return { valid: 'unknown', counts, error };
  },
};

/** How many values may have been taken though nobody was told so. */
function mostTaken(tried: readonly Tried[]): number {
  const unknown = tried.filter(({ f, outcome }) => f !== 'enqueue' && outcome === 'info');
  return unknown.some(({ f }) => f === 'drain') ? Number.POSITIVE_INFINITY : unknown.length;
}

function passagesOf(tried: readonly Tried[]): Map<string, Passage> {
  const passages = new Map<string, Passage>();
  const of = (value: unknown): Passage => {
    const text = canonicalText(value);
    const known = passages.get(text) ?? { enqueued: [], tried: [], dequeued: [] };
    passages.set(text, known);
    return known;
  };
  for (const each of tried) {
    const { f, outcome, input, output } = each;
    if (f === 'enqueue' && outcome !== 'fail') {
      of(givenOf(each, input))[outcome === 'ok' ? 'enqueued' : 'tried'].push(each);
    }
    if (f === 'enqueue' || outcome !== 'ok') continue;
    for (const value of f === 'drain' ? listOf(each) : [output]) {
      if (value !== null && value !== undefined) of(value).dequeued.push(each);
    }
  }
  return passages;
}
