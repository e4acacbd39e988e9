import { createHash } from 'node:crypto';
import type { HistoryEvent } from '../../history/event.ts';
import { type Checker, type Incomplete, judge } from '../../verdict/checker.ts';
import type { Invariant } from '../../verdict/verdict-schema.ts';
import { drawOf } from '../mutants/draw.ts';
import type { Ground } from './ground.ts';
import { roughened } from './roughened.ts';

/** Where the verdicts are kept, from the root of the project. */
export const recordedFile = 'verify/testing/recorded/verdicts.jsonl';

/** Histories of each ground. */
const many = 40;
const incompletes: readonly (Incomplete | undefined)[] = [undefined, undefined, 'cut', 'holes'];
const seldomIncomplete = [...Array.from({ length: 8 }, () => undefined), ...incompletes];

/** Short histories of a small ground, and how many of them are one line. */
const manySmall = 120;
const together = 20;

/** What a checker says of the histories of a ground, in lines of JSON. */
export function* verdictLines(ground: Ground, checker: Checker<never>): Generator<string, void, undefined> {
  if (!ground.small) for (let n = 0; n < many; n += 1) yield JSON.stringify(readable(ground, checker, n), inDigits);
  else for (let n = 0; n < manySmall; n += together) yield JSON.stringify(digested(ground, checker, n));
}

/** What is said of one history, short enough to be read in a difference. */
export function readable(ground: Ground, checker: Checker<never>, n: number): object {
  const plain = ground.history(n);
  const events = n % 2 === 0 || ground.small ? plain : roughened(plain, drawOf(n + 1));
  const { valid, counts, error, counterexample, linearizations } = judged(ground, checker, events, n);
  const accused = counterexample?.violations.map(({ id, what, events: named }) => [id, what, named.join(' ')]);
  return {
    ...{ of: ground.name, by: checker.name, n, valid, counts, error },
    summary: counterexample?.summary,
    accused:
      accused && (JSON.stringify(accused).length > 300 ? [accused.length, digest(accused), accused[0]] : accused),
    drawn: linearizations && digest(linearizations),
  };
}

/** What is said of some histories: how often they are valid, and a digest of all else. `readable` tells of each. */
function digested(ground: Ground, checker: Checker<never>, from: number): object {
  const all = Array.from({ length: together }, (_, n) => judged(ground, checker, ground.history(from + n), from + n));
  const isSo = (verdict: unknown): number => all.filter(({ valid }) => valid === verdict).length;
  return {
    ...{ of: ground.name, by: checker.name, from, to: from + together - 1 },
    ...{ valid: isSo(true), invalid: isSo(false), unknown: isSo('unknown'), digest: digest(all) },
  };
}

function judged({ options, small }: Ground, checker: Checker<never>, events: HistoryEvent[], n: number): Invariant {
  const ways = small ? seldomIncomplete : incompletes;
  const incomplete = ways[n % ways.length];
  const found = judge(checker as Checker, events, { incomplete, ...(options && { options }) });
  // Whatever a history holds, it is judged or refused with its event.
  if (found.error?.startsWith('the checker crashed')) throw new Error(`${checker.name}, history ${n}: ${found.error}`);
  return found;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, inDigits)).digest('hex').slice(0, 8);
}

function inDigits(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
