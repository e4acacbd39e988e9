import type { ClientAttempt } from '../../../run/run-files.ts';
import { bucketOf, type Span } from '../span.ts';
import type { Series } from './series.ts';

type Answer = 'accepted' | 'refused' | 'unknown';

const answers = { ok: 'accepted', fail: 'refused', info: 'unknown' } as const;

/** What the client learnt from an attempt. */
export function answerOf({ outcome }: Pick<ClientAttempt, 'outcome'>): Answer {
  return answers[outcome];
}

function countsOf(span: Span, client: readonly ClientAttempt[]): readonly Record<Answer, number>[] {
  const buckets = Array.from({ length: span.buckets }, () => ({ accepted: 0, refused: 0, unknown: 0 }));
  for (const attempt of client) {
    const bucket = buckets[bucketOf(span, attempt.endedAt) ?? -1];
    if (bucket !== undefined) bucket[answerOf(attempt)] += 1;
  }
  return buckets;
}

/** Answers a second by kind, by the time of the answer. */
export function answerSeries(span: Span, client: readonly ClientAttempt[]): readonly Series[] {
  const buckets = countsOf(span, client);
  const series = (label: string, colour: string, kind: Answer): Series => ({
    label,
    colour,
    values: buckets.map((bucket) => (bucket[kind] * 1000) / span.bucketMs),
  });
  return [
    series('accepted', '--good', 'accepted'),
    series(client.some(({ status }) => status != null) ? 'refused (4xx)' : 'refused', '--quiet', 'refused'),
    series('error or no answer', '--bad', 'unknown'),
  ];
}

/** The share of attempts without a certain answer (error, time-out, broken connection), in percent. */
export function errorSeries(span: Span, client: readonly ClientAttempt[]): readonly Series[] {
  const values = countsOf(span, client).map(({ accepted, refused, unknown }) => {
    const all = accepted + refused + unknown;
    return all === 0 ? undefined : (unknown / all) * 100;
  });
  return [{ label: 'errors', colour: '--bad', values }];
}
