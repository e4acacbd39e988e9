import type { ClientAttempt } from '../../run/run-files.ts';
import type { Happening } from './happening.ts';

/**
 * The client's attempts as operations. 2xx with an order: `ok`. 4xx: `fail`, it surely was not accepted. Anything else
 * (no answer, 5xx, 408, an answer without an order) is `info`: it may have been accepted, and a process that met it
 * goes on under another id.
 */
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
      key: attempt.idempotencyKey,
      correlation: { request: attempt.request, attempt: attempt.attempt },
    } as const;
    const asked = { digest: attempt.bodySha256, ...(attempt.expected !== undefined && { expected: attempt.expected }) };
    const invoke: Happening = { ...known, at: attempt.at, type: 'invoke', value: asked };
    const type = outcome(attempt);
    if (type === 'info') lives.set(client, life + 1);
    const error = attempt.error ?? (attempt.status === null ? 'no answer' : `status ${attempt.status}`);
    const answer = type === 'ok' ? { value: { saga: attempt.orderId } } : { error };
    return [invoke, { ...known, at: Math.max(attempt.at, attempt.endedAt), type, ...answer }];
  });
}

function outcome({ status, orderId }: ClientAttempt): 'ok' | 'fail' | 'info' {
  if (status === null || status >= 500 || status === 408) return 'info';
  if (status >= 400) return 'fail';
  return orderId === undefined || orderId === null ? 'info' : 'ok';
}
