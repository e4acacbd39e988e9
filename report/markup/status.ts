import type { Validity } from '../../verify/verdict/verdict-schema.ts';

/** How a run, or one thing that was judged in it, stands. A run that was never judged has no verdict: it is shown as inconclusive, and says why. */
export type Status = 'pass' | 'fail' | 'inconclusive';

/** The status that a validity amounts to. */
export function statusOf(valid: Validity): Status {
  if (valid === 'unknown') return 'inconclusive';
  return valid ? 'pass' : 'fail';
}
