import type { LoadProgress } from '../../loadtest/follow-client-log.ts';
import type { LoadOptions } from '../../loadtest/run-load.ts';
import type { Load, PlannedFault } from './experiment.ts';
import type { FaultControl } from './fault-control.ts';
import { type MethodClock, openMethodClock } from './method-clock.ts';
import type { Time } from './pause.ts';
import type { RunLines } from './run-lines.ts';

/** When a fault was on. Epoch milliseconds. */
export interface FaultWindow {
  readonly rule: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface MethodOptions {
  readonly loads: readonly (Load & { readonly name: string })[];
  readonly faults: readonly PlannedFault[];
  readonly seed: number;
  readonly control: FaultControl;
  readonly runLoad: (load: Load, report: LoadOptions['report'], signal: AbortSignal) => Promise<LoadProgress>;
  readonly lines: RunLines;
  readonly time: Time;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/**
 * Runs all loads and faults side by side. Starts of faults count from the first request of a load, so that the time before
 * them shows what the system does unhurt: a load generator takes seconds to start. A fault that starts at 0 is there before
 * any request. When one of them fails, the others are aborted and its error is thrown.
 */
export async function runMethod(options: MethodOptions): Promise<FaultWindow[]> {
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const guarded = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const clock = openMethodClock(options.time.now, options.lines, signal);
  const faults = options.faults.map((fault) => {
    const open = Promise.withResolvers<void>();
    const closed = guarded(openWindow(fault, clock, open.resolve, { ...options, signal })).finally(open.resolve);
    return { fault, open: open.promise, closed };
  });
  const present = Promise.all(faults.filter(({ fault }) => fault.start === 0).map(({ open }) => open));
  const loads = options.loads.map((load) => guarded(present.then(() => drive(load, clock, { ...options, signal }))));
  const windows = faults.map(({ closed }) => closed);
  const driven = Promise.allSettled(loads).finally(clock.start);
  const ended = (await Promise.all([driven, Promise.allSettled(windows)])).flat();
  if (ended.some(({ status }) => status === 'rejected')) throw signal.reason;
  return Promise.all(windows);
}

async function drive(
  load: MethodOptions['loads'][number],
  clock: MethodClock,
  { lines, runLoad, report, signal }: MethodOptions,
) {
  lines.journal(load.name, 'started', { orders: load.orders, rate: load.rate });
  try {
    const progress = await runLoad(
      load,
      (progress) => {
        clock.see(progress);
        report(`${progress.ordersSent} of ${load.orders} orders sent in ${progress.attempts} requests`);
      },
      signal,
    );
    lines.journal(load.name, 'completed', { ...progress });
  } catch (error) {
    lines.journal(load.name, signal.aborted ? 'aborted' : 'failed', { error: String(error) });
    throw error;
  }
}

async function openWindow(
  fault: PlannedFault,
  clock: MethodClock,
  opened: () => void,
  options: MethodOptions,
): Promise<FaultWindow> {
  const { control, lines, seed, signal, time } = options;
  const step = `fault:${fault.id}`;
  const due = fault.start === 0 ? undefined : await clock.timeOf(fault.start);
  let closed = false;
  try {
    const { startsAt, expiresAt } = await control.inject(fault, seed, fault.duration, due);
    await time.pause(Math.max(0, startsAt - time.now()), signal);
    const { type: _type, start: _start, duration: _duration, ...aimed } = fault;
    const rule = { ...aimed, seed, startsAt, expiresAt };
    lines.journal(step, 'started', { rule });
    opened();
    await time.pause(Math.max(0, expiresAt - time.now()), signal);
    await control.withdraw(fault);
    closed = true;
    lines.journal(step, 'completed', { rule });
    return { rule: fault.id, startedAt: startsAt, endedAt: time.now() };
  } catch (error) {
    lines.journal(step, signal.aborted ? 'aborted' : 'failed', { error: String(error) });
    throw error;
  } finally {
    // At once, while the load is still being stopped: the rollbacks wait for that.
    if (!closed) await control.withdraw(fault);
  }
}
