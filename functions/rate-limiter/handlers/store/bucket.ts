import type { Call } from '../call.ts';
import type { Usage } from '../limits/decide.ts';

/** What is known of a tenant's calls of an API: each pair has a bucket of its own, so that nobody uses up what is another's. */
export interface Bucket {
  readonly bucket: string;
  /** Grows by one with each call that is admitted. */
  readonly version: number;
  readonly usage: Usage;
}

/** The name of the bucket that a call is counted in; names of tenants and APIs hold no slash. */
export function bucketOf({ tenant, api }: Pick<Call, 'tenant' | 'api'>): string {
  return `${tenant}/${api}`;
}
