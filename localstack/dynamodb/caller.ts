import type { Occasion } from '../../chaos/faults/fault.ts';
import { createAttempts } from '../../chaos/middleware/attempts.ts';
import { type Delivery, deliveryOf, keyInCall } from '../../chaos/middleware/invocation.ts';
import type { Call } from './call.ts';
import type { Target } from './rule.ts';

/** An execution environment that calls, as the plug-in knows it. */
export interface Caller {
  readonly function: string;
  /** Its log stream. */
  readonly environment: string;
  /** Where its messages have their stable key. */
  readonly keyField?: string;
  /** Whether it reads the table of its own chaos rules with this call: that is the lab at work. */
  readonly readsRules: boolean;
  /** What it works on; absent between invocations. */
  readonly work?: { readonly requestId: string; readonly deliveries: readonly Delivery[] };
  /** Which of a disturbed invocation's calls this is; null if the environment died before it sent it. */
  readonly call?: DisturbedCall | null;
}

/** A call of an invocation that is disturbed, as the plug-in wants to hear of it again. */
export interface DisturbedCall {
  readonly of: string;
  readonly number: number;
}

/** Whether a target means calls of this caller; undefined is any client that is no function. */
export function isCalledBy(caller: Caller | undefined, target: Target): boolean {
  if (target.from === 'functions' && (caller === undefined || caller.readsRules)) return false;
  return target.function === undefined || target.function === caller?.function;
}

/** Who was hit, as the ledger says it. */
export interface Origin {
  readonly function: string;
  readonly environment: string;
  readonly requestId: string;
}

const TRIES_OF_A_DELIVERY = 100;
const KEPT = 100_000;

/**
 * Counts the tries of calls, and says for whom each is: as the middleware and the SDK plug-in do, so that a seed hits the same.
 * `keyField` is for calls that no function makes.
 */
export function createOccasions(): (call: Call, caller: Caller | undefined, keyField: string | undefined) => Occasion {
  const attempts = createAttempts(KEPT);
  return (call, caller, keyField) => {
    const { point } = call;
    if (caller?.work === undefined) {
      const own = keyField === undefined ? undefined : keyInCall(call.input, keyField.split('.').at(-1) ?? '');
      const key = own ?? (call.tables.join(' ') || call.service);
      return { key, point, attempt: attempts.next(`${key} ${point}`) };
    }
    const { key, delivery } = deliveryOf(call.input, { ...caller, ...caller.work, tries: new Map() });
    const tries = attempts.next(`${caller.work.requestId} ${key} ${point}`);
    return { key, point, attempt: (delivery - 1) * TRIES_OF_A_DELIVERY + tries };
  };
}

/** Who calls: a function, or some other client. */
export function originOf(caller: Caller | undefined, requestId: string): Origin {
  const { function: name, environment, work } = caller ?? { function: 'client', environment: 'client' };
  return { function: name, environment, requestId: work?.requestId ?? requestId };
}
