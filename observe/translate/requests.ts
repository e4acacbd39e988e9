import type { ClientAttempt } from '../../run/run-files.ts';
import type { Happening } from '../../system/happening.ts';

/** The attempts of users as operations. A process that met an unknown outcome goes on under another id. */
export function requestHappenings(attempts: readonly ClientAttempt[]): Happening[] {
  const lives = new Map<string, number>();
  const ordered = [...attempts].sort((a, b) => a.at - b.at);
  return ordered.flatMap((attempt) => {
    const client = `client:${attempt.process}`;
    const life = lives.get(client) ?? 0;
    const process = life === 0 ? client : `${client}/${life}`;
    const known = {
      f: 'request',
      process,
      key: attempt.key,
      correlation: { request: attempt.request, attempt: attempt.attempt },
    } as const;
    const { digest, expected } = attempt;
    const asked = { digest, ...(expected !== undefined && { expected }), ...attempt.asked };
    const invoke: Happening = { ...known, at: attempt.at, type: 'invoke', value: asked };
    const type = attempt.outcome;
    if (type === 'info') lives.set(client, life + 1);
    const error = [attempt.status == null ? [] : `status ${attempt.status}`, attempt.error ?? []].flat().join(': ');
    const answer = type === 'ok' ? { value: attempt.answer ?? {} } : { error: error || 'no answer' };
    return [invoke, { ...known, at: Math.max(attempt.at, attempt.endedAt), type, ...answer }];
  });
}
