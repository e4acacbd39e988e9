import type { ClientAttempt } from '../../run/run-files.ts';
import type { Draft } from './sample-draft.ts';

/** One attempt of an operation. Times are epoch milliseconds. */
interface Asked {
  readonly at: number;
  readonly key: string;
  readonly number: number;
  readonly attempt: number;
  /** How long the answer takes, ms. */
  readonly answerMs: number;
  readonly lost: boolean;
  readonly expected: string | undefined;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** An attempt as its client keeps it. */
export function sampleAttempt({ at, key, number, attempt, answerMs, lost, expected, answer }: Asked): ClientAttempt {
  return {
    ...{ at, endedAt: at + (lost ? 3000 : answerMs), process: `vu-${number}`, request: number, attempt, key },
    digest: 'ab12',
    ...(expected !== undefined && { expected }),
    ...(lost ? { outcome: 'info', status: null, error: 'ETIMEDOUT' } : { outcome: 'ok', status: 202, answer }),
  };
}

/** The same attempt as a history tells it. */
export function requestDrafts(attempted: ClientAttempt): Draft[] {
  const { at, endedAt, key, digest, expected, outcome, error, answer } = attempted;
  const known = { process: `${attempted.process}-${attempted.attempt}`, f: 'request', key } as const;
  const asked = { digest, ...(expected !== undefined && { expected }) };
  return [
    { ...known, at, type: 'invoke', value: asked },
    { ...known, at: endedAt, type: outcome, ...(error == null ? { value: answer } : { error }) },
  ];
}
