import { apiError } from '../../chaos/faults/cloud/api-error.ts';
import { apiLatency } from '../../chaos/faults/cloud/api-latency.ts';
import { apiLostAcknowledgement } from '../../chaos/faults/cloud/api-lost-acknowledgement.ts';
import { stopDynamodb } from '../../chaos/faults/environments/stop-dynamodb.ts';
import type { Aim, Occasion } from '../../chaos/faults/fault.ts';
import { effectOf, type Selection } from '../../chaos/faults/hit.ts';
import type { Rule } from './rule.ts';

/** What rules do to calls: the decisions of the catalogue's own faults. Each is undefined where the rule spares the occasion. */
export const decide = {
  delayMs: (rule: Rule, occasion: Occasion) =>
    rule.fault === 'api-latency' ? effectOf(apiLatency, aimOf(rule), occasion)?.delayMs : undefined,
  error: (rule: Rule, occasion: Occasion) => {
    if (rule.fault === 'api-error') return effectOf(apiError, aimOf(rule), occasion);
    if (rule.fault !== 'api-lost-acknowledgement') return undefined;
    const effect = effectOf(apiLostAcknowledgement, aimOf(rule), occasion);
    return effect && { ...effect, message: undefined };
  },
  outage: (rule: Rule) =>
    rule.fault === 'stop-dynamodb' ? effectOf(stopDynamodb, aimOf(rule), wholeDatabase)?.calls : undefined,
};

export type Decide = typeof decide;

/** The occasion of a fault that is about no single call. */
export const wholeDatabase: Occasion = { key: 'dynamodb', attempt: 1 };

/** The plug-in has read the parameters by the schema of their fault, and filled in its defaults. */
function aimOf<Parameters>(rule: Rule): Selection & Aim<Parameters> {
  return rule as unknown as Selection & Aim<Parameters>;
}
