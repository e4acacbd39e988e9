import type { Scenario, Sweepable } from '../../../system/sweepable.ts';
import { apis, favouredTenant } from '../workload/limits.ts';
import { type PlannedCall, plannedCall } from '../workload/planned-call.ts';

/** Where nobody has a limit. */
const unlimitedApi = 'billing';

type Course = Scenario & { readonly expected: string; readonly api: string };

const refusedEverywhere: Course = { name: 'no-limit', expected: 'refused', again: false, api: unlimitedApi };

const scenarios: readonly Course[] = [
  ...apis.map((api) => ({ name: api, expected: 'admitted', again: false, api })),
  refusedEverywhere,
  { name: 'repeated-call', expected: 'admitted', again: true, api: apis[0] },
];

/** A call passes its front alone; those of a sweep are of a tenant that is never refused for others that are swept beside it. */
export const sweep: Sweepable = {
  stops: [{ function: 'rate-limiter-front', step: 'request', keyedBy: 'operation' }],
  scenarios,
  operation(scenario, number, { seed, keyPrefix }): PlannedCall {
    const { expected, api } = scenarios.find(({ name }) => name === scenario.name) ?? refusedEverywhere;
    const sent = { tenant: favouredTenant, api, expected, patient: true, repeat: 'never' } as const;
    return { ...plannedCall(seed, number, keyPrefix), ...sent };
  },
  unitOf: (key) => key,
};
