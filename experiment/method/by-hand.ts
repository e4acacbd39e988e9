import { UsageError } from '../../kernel/usage-error.ts';
import { isSameAim } from '../file/checks/overlaps.ts';
import { faultsOf, type PlannedFault } from '../file/experiment.ts';
import type { Step } from '../file/method.ts';
import type { FaultAsk } from '../watch/asks.ts';
import { type FaultWindow, requestOf } from './fault-step.ts';
import { journaled, type StepTools } from './step-tools.ts';

/** Answers what people ask of the faults while a method runs. */
export interface ByHand {
  /** Does what is asked, and tells when it is done. @throws UsageError that says why it is not */
  answer(ask: FaultAsk): Promise<void>;
  /** Ends what was injected by hand: it must not prolong the method. @returns when each of these faults was on */
  end(): Promise<readonly FaultWindow[]>;
}

export interface ByHandOptions {
  readonly steps: readonly Step[];
  /** Whether the window that the method has planned for a fault is over. */
  readonly isOver: (id: string) => boolean;
  /** Hears of a fault that cannot be ended. */
  readonly failed: (error: unknown) => void;
}

/**
 * A fault of the method may be ended before its time, and be injected once more when its own window is over: for as long as its duration,
 * under an id of its own. It keeps out of the way of every fault that aims at the same and has its time still to come.
 */
export function openByHand({ steps, isOver, failed }: ByHandOptions, tools: StepTools): ByHand {
  const planned = faultsOf({ method: steps });
  const over = new AbortController();
  const open = new Map<string, PlannedFault>();
  const going: Promise<FaultWindow | undefined>[] = [];
  let injected = 0;

  const refuse = (fault: PlannedFault) => {
    const others = planned.filter(({ id }) => !isOver(id));
    const [other] = [...others, ...open.values()].filter((one) => isSameAim(one, fault));
    if (other === undefined) return;
    const same = other.id === fault.id ? 'it' : `"${other.id}", which aims at the same,`;
    throw new UsageError(`"${fault.id}" cannot be injected now: ${same} is on, or its time is still to come`);
  };
  const inject = async (name: string) => {
    const fault = planned.find(({ id }) => id === name);
    if (fault === undefined) throw new UsageError(`there is no fault "${name}" in this experiment`);
    if (over.signal.aborted) throw new UsageError(`"${name}" cannot be injected any more: the method is over`);
    refuse(fault);
    injected += 1;
    const id = `${name}-by-hand-${injected}`;
    open.set(id, fault);
    const { control, lines, seed } = tools;
    const { id: _name, ...provider } = fault;
    const request = requestOf(id, provider, seed);
    try {
      const { startsAt, expiresAt } = await journaled(tools, `inject:${id}`, { request, of: name }, () =>
        control.inject(request),
      );
      const { durationMs: _durationMs, ...aimed } = request;
      const rule = { ...aimed, startsAt, expiresAt };
      lines.journal(`fault:${id}`, 'started', { rule, of: name });
      going.push(endInTime(id, { startsAt, expiresAt }, rule));
    } catch (error) {
      open.delete(id);
      // Whether a part of it is in place nobody knows.
      await control.withdraw({ id, fault: fault.fault }).catch(failed);
      throw error;
    }
  };
  const endInTime = async (id: string, times: { startsAt: number; expiresAt: number }, rule: { fault: string }) => {
    const { control, lines, signal, time } = tools;
    const step = `fault:${id}`;
    try {
      await tools.openFaults.run(id, async (withdrawn) => {
        const waits = AbortSignal.any([signal, withdrawn, over.signal]);
        await time.pause(Math.max(0, times.expiresAt - time.now()), waits).catch(() => signal.throwIfAborted());
        await journaled(tools, `withdraw:${id}`, {}, async () => {
          await control.withdraw({ id, fault: rule.fault });
          return {};
        });
      });
      lines.journal(step, 'completed', { rule });
      return { rule: id, startedAt: times.startsAt, endedAt: time.now() };
    } catch (error) {
      lines.journal(step, signal.aborted ? 'aborted' : 'failed', { error: String(error) });
      failed(error);
      return undefined;
    } finally {
      open.delete(id);
    }
  };
  return {
    async answer({ ask, fault }) {
      if (ask === 'inject') return inject(fault);
      if (!tools.openFaults.has(fault)) throw new UsageError(`"${fault}" cannot be withdrawn: it is not on`);
      await tools.openFaults.withdraw(fault);
    },
    async end() {
      over.abort();
      return (await Promise.all(going)).filter((window) => window !== undefined);
    },
  };
}
