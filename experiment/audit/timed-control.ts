import type { FaultRequest } from '../carriers/carrier.ts';
import type { FaultControl } from '../carriers/fault-control.ts';

/** How long a fault took to be there and to be gone again. Times are epoch milliseconds. */
export interface FaultTiming {
  readonly rule: string;
  readonly fault: string;
  readonly requestedAt: number;
  /** The fault acts in [startsAt, expiresAt), unless it is withdrawn first. */
  readonly startsAt: number;
  readonly expiresAt: number;
  /**
   * From the request to inject until the carrier showed the fault: the rule lies in the chaos table, the setting reads as changed,
   * LocalStack lists the fault. Functions notice a rule at most 2 s later; one that is in place before it starts acts on time.
   */
  readonly timeToEffectMs: number;
  /** When its withdrawal was asked for; absent while it was not. */
  readonly withdrawnAt?: number;
  /** From that request until the carrier no longer showed the fault: no rule, the setting as it was found, not listed. */
  readonly timeToRevertMs?: number;
}

/** A fault control that measures. */
export interface TimedControl extends FaultControl {
  /** Of each fault that was injected, in the order of their requests. */
  timings(): readonly FaultTiming[];
}

/** Measures what the control does; every answer of a control is the moment at which the fault was seen to be there or gone. */
export function timedControl(control: FaultControl, now: () => number): TimedControl {
  const timings = new Map<string, FaultTiming>();
  const revert = (rule: string, withdrawnAt: number, timeToRevertMs: number) => {
    const timing = timings.get(rule);
    if (timing === undefined || timing.timeToRevertMs !== undefined) return;
    timings.set(rule, { ...timing, withdrawnAt, timeToRevertMs });
  };
  return {
    ...control,
    timings: () => [...timings.values()],

    async inject(request: FaultRequest) {
      const requestedAt = now();
      const times = await control.inject(request);
      const { id: rule, fault } = request;
      timings.set(rule, { rule, fault, requestedAt, ...times, timeToEffectMs: now() - requestedAt });
      return times;
    },

    async extend(fault, expiresAt) {
      await control.extend(fault, expiresAt);
      const timing = timings.get(fault.id);
      if (timing !== undefined) timings.set(fault.id, { ...timing, expiresAt });
    },

    async withdraw(fault) {
      const withdrawnAt = now();
      await control.withdraw(fault);
      revert(fault.id, withdrawnAt, now() - withdrawnAt);
    },

    async endAll() {
      const withdrawnAt = now();
      const ending = await control.endAll();
      for (const { id } of ending.ended) revert(id, withdrawnAt, ending.tookMs);
      return ending;
    },
  };
}
