import type { Workload } from '../../../system/workload.ts';
import { makeCall } from './caller.ts';
import { seedLimits } from './limits.ts';
import { type PlannedCall, plannedCall } from './planned-call.ts';

/** Tenants that call, one of them more than it may. */
export const workload: Workload<PlannedCall> = { prepare: seedLimits, operation: plannedCall, send: makeCall };
