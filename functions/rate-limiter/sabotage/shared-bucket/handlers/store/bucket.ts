import type { Call } from '../../../../handlers/call.ts';

/** One bucket for all who call an API. */
export function bucketOf({ api }: Pick<Call, 'tenant' | 'api'>): string {
  return `everybody/${api}`;
}
