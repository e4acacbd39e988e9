import { createHash } from 'node:crypto';
import { type Checker, type Incomplete, judge } from '../../verdict/checker.ts';
import { drawOf } from '../mutants/draw.ts';
import type { Ground } from './grounds.ts';
import { roughened } from './roughened.ts';

/** Where the verdicts are kept, from the root of the project. */
export const recordedFile = 'verify/testing/recorded/verdicts.jsonl';

/** Histories of each ground. */
const many = 40;
const incompletes: readonly (Incomplete | undefined)[] = [undefined, undefined, 'cut', 'holes'];

/** What a checker says of each history of a ground, a line of JSON each, short enough to be read in a difference. */
export function verdictLines({ name, history, options }: Ground, checker: Checker<never>): string[] {
  return Array.from({ length: many }, (_, n) => {
    const plain = history(n);
    const events = n % 2 === 0 ? plain : roughened(plain, drawOf(n + 1));
    const incomplete = incompletes[n % incompletes.length];
    const found = judge(checker as Checker, events, { incomplete, ...(options && { options }) });
    const { valid, counts, error, counterexample, linearizations } = found;
    const accused = counterexample?.violations.map(({ id, what, events: named }) => [id, what, named.join(' ')]);
    const line = {
      ...{ of: name, by: checker.name, n, valid, counts, error },
      summary: counterexample?.summary,
      accused:
        accused && (JSON.stringify(accused).length > 300 ? [accused.length, digest(accused), accused[0]] : accused),
      drawn: linearizations && digest(linearizations),
    };
    return JSON.stringify(line, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
  });
}

function digest(value: unknown): string {
  const text = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
