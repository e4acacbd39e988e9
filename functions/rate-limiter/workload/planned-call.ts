import { fraction } from '../../../kernel/fraction.ts';
import type { Operation } from '../../../system/workload.ts';
import { apis, loudTenant, quietTenants } from './limits.ts';

/** How a client repeats a call with the same key: not at all, after the answer, or at the same moment. */
type Repeat = 'never' | 'afterwards' | 'at-once';

/** A call and who makes it; its key is the idempotency key. */
export interface PlannedCall extends Operation {
  readonly tenant: string;
  readonly api: string;
  /** How it ends whatever else is called; undefined where that depends on the others. */
  readonly expected?: string;
  /** Whether its client waits as long as it is told to, and asks again. */
  readonly patient: boolean;
  readonly repeat: Repeat;
}

const LOUD_SHARE = 0.6;
const REPEATED_EACH = 0.08;

/** The call with this number: the same for the same seed. Pure. @param keyPrefix begins the idempotency keys */
export function plannedCall(seed: number, number: number, keyPrefix: string): PlannedCall {
  const draw = (what: string) => fraction(`${seed}/${number}/${what}`);
  const pick = (what: string, items: readonly string[]) => items[Math.floor(draw(what) * items.length)] as string;
  const loud = draw('loud') < LOUD_SHARE;
  const repeats = ['afterwards', 'at-once'] as const;
  return {
    number,
    key: `${keyPrefix}-${number}`,
    tenant: loud ? loudTenant : pick('tenant', quietTenants),
    api: pick('api', apis),
    patient: !loud,
    repeat: repeats[Math.floor(draw('repeat') / REPEATED_EACH)] ?? 'never',
  };
}
