import type { ClientAttempt } from './run-files.ts';

/** What an answer of HTTP says of a request: it was accepted, it was refused, or nobody knows (it may be asked again). */
export function httpOutcome(status: number): ClientAttempt['outcome'] {
  if (status < 400) return 'ok';
  return status < 500 && status !== 408 && status !== 429 ? 'fail' : 'info';
}
