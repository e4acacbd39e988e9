import type { ClientAttempt } from '../../../run/run-files.ts';
import { bucketOf, type Span } from '../span.ts';
import { kindOf, type Service } from './objective.ts';
import type { Series } from './series.ts';

/** How much of the error budget of the whole run was burnt by the end of each bucket, in percent. */
export function budgetSeries(span: Span, client: readonly ClientAttempt[], service: Service): readonly Series[] {
  const bad = new Array<number>(span.buckets).fill(0);
  for (const attempt of client) {
    const kind = kindOf(attempt, service.objective);
    const index = bucketOf(span, attempt.endedAt);
    if (index !== undefined && (kind === 'late' || kind === 'unanswered')) bad[index] = (bad[index] ?? 0) + 1;
  }
  let sum = 0;
  const values = bad.map((amount) => {
    sum += amount;
    return (sum / service.budget) * 100;
  });
  return [{ label: 'burnt', colour: '--bad', values }];
}
