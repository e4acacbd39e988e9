import type { Fault } from '../file/actions.ts';
import { isSameAim } from '../file/checks/overlaps.ts';
import { faultsOf, loadsOf } from '../file/experiment.ts';
import { isInBackground, type Step } from '../file/method.ts';
import type { Asks } from '../watch/asks.ts';
import { openByHand } from './by-hand.ts';
import { type FaultWindow, runFaultStep } from './fault-step.ts';
import { runLoadStep } from './load-step.ts';
import { openMethodClock } from './method-clock.ts';
import { OpenFaults } from './open-faults.ts';
import { journaled, type StepTools } from './step-tools.ts';

/** What a method runs with. */
export interface MethodOptions extends Omit<StepTools, 'clock' | 'openFaults'> {
  readonly steps: readonly Step[];
  /** How many operations were sent before it; its shares are of these and of those of its loads. @default 0 */
  readonly before?: number;
  /** Where people ask for faults to come and go. */
  readonly asks?: Pick<Asks, 'answerBy'> | undefined;
}

/** A step that runs. */
interface Running {
  /** When the next step may begin, if this one is in the background. */
  readonly begun: Promise<void>;
  /** When a fault was on, if it is one. */
  readonly ended: Promise<FaultWindow | undefined>;
}

/**
 * Runs the steps of a method in turn, those in the background side by side. Starts count from the first request of a load, so
 * that the time before them shows what the system does unhurt: a load generator takes seconds to begin; shares are of all operations. Among neighbours in
 * the background, faults that start at 0 are in place before the others begin. When a step fails, the others are aborted.
 * @returns when each fault was on, in the order of their ends
 * @throws the error of the step that failed, or the signal's reason after an abort; no step runs any more then
 */
export async function runMethod({ steps, before = 0, asks, ...options }: MethodOptions): Promise<FaultWindow[]> {
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const operations = loadsOf({ method: steps }).reduce((sum, load) => sum + load.operations, before);
  const clock = openMethodClock({ now: options.time.now, lines: options.lines, signal, operations, before });
  const tools = { ...options, signal, clock, openFaults: new OpenFaults() };
  const running: Promise<unknown>[] = [];
  const loads: Promise<unknown>[] = [];
  const windows: FaultWindow[] = [];
  const over = new Set<string>();
  const failed = (error: unknown) => failure.abort(error);
  const byHand = openByHand({ steps, isOver: (id) => over.has(id), failed }, tools);
  const listening = asks?.answerBy(byHand.answer);

  const begin = (step: Step): Running => {
    // Without a load under way no request will start the clock for somebody who waits for it.
    if (waitsForClock(step) && (isLoad(step) || !isInBackground(step)) && loads.length === 0) clock.start();
    const one = beginStep(step, steps, tools);
    const settled = one.ended.then((window) => {
      if (window !== undefined) windows.push(window);
      over.add(step.name);
    }, failed);
    running.push(settled);
    if (isLoad(step)) loads.push(settled);
    return one;
  };
  const take = async (step: Step, until: 'begun' | 'ended') => {
    signal.throwIfAborted();
    if (step.pauses.before > 0) await tools.time.pause(step.pauses.before, signal);
    await begin(step)[until];
    if (step.pauses.after > 0) await tools.time.pause(step.pauses.after, signal);
  };
  const takeAll = async () => {
    for (const turn of turnsOf(steps)) {
      await Promise.all(turn.first.map((step) => take(step, 'begun')));
      for (const step of turn.next) await take(step, isInBackground(step) ? 'begun' : 'ended');
    }
  };
  await takeAll().catch(failed);
  void Promise.all(loads).then(() => {
    clock.start();
    clock.finish();
  });
  await Promise.all(running);
  listening?.();
  windows.push(...(await byHand.end()));
  if (signal.aborted) throw signal.reason;
  return windows;
}

function beginStep(step: Step, steps: readonly Step[], tools: StepTools): Running {
  const now = Promise.resolve();
  const done = () => undefined;
  if (step.type === 'probe') return { begun: now, ended: runProbeStep(step, tools).then(done) };
  const { provider } = step;
  switch (provider.type) {
    case 'load':
      return { begun: now, ended: runLoadStep({ ...step, provider }, tools).then(done) };
    case 'redrive':
      return {
        begun: now,
        ended: journaled(tools, step.name, {}, async () => ({ redriven: await tools.redrive() })).then(done),
      };
    case 'withdraw-faults': {
      const withdraw = async () => {
        await tools.openFaults.withdraw();
        return {};
      };
      return { begun: now, ended: journaled(tools, step.name, {}, withdraw).then(done) };
    }
    case 'fault': {
      const open = Promise.withResolvers<void>();
      const ended = runFaultStep({ ...step, provider }, followersOf(provider, steps), open.resolve, tools);
      // Whoever waits for a fault that fails hears of it by the signal.
      ended.catch(open.resolve);
      return { begun: provider.start === 0 ? open.promise : now, ended };
    }
  }
}

/** Faults that would hit the same thing and begin later; a file in which their windows may meet was refused. */
function followersOf(fault: Fault, steps: readonly Step[]): Fault[] {
  const place = ({ start }: Fault) => (typeof start === 'number' ? start : start.percent);
  return faultsOf({ method: steps }).filter((other) => isSameAim(other, fault) && place(other) > place(fault));
}

async function runProbeStep(step: Extract<Step, { type: 'probe' }>, tools: StepTools): Promise<void> {
  const { clock, time, signal } = tools;
  if (typeof step.start === 'number') {
    await time.pause(Math.max(0, (await clock.timeOf(step.start)) - time.now()), signal);
  } else if (step.start !== undefined) await clock.sent(step.start);
  const { provider, tolerance } = step;
  const ask = async () => ({ probe: await tools.ask(step, signal) });
  await journaled(tools, `probe:${step.name}`, { provider, tolerance }, ask, ({ probe }) => probe.met);
}

interface Turn {
  /** Faults that must be in place before the rest begins. */
  readonly first: readonly Step[];
  readonly next: readonly Step[];
}

/** Neighbours in the background form one turn; so does each step that is waited for. */
function turnsOf(steps: readonly Step[]): Turn[] {
  const groups: Step[][] = [];
  let open: Step[] | undefined;
  for (const step of steps) {
    if (isInBackground(step) && open !== undefined) open.push(step);
    else groups.push([step]);
    open = isInBackground(step) ? groups.at(-1) : undefined;
  }
  const isFirst = (step: Step) =>
    step.type === 'action' && step.provider.type === 'fault' && step.provider.start === 0 && isInBackground(step);
  return groups.map((group) => ({ first: group.filter(isFirst), next: group.filter((step) => !isFirst(step)) }));
}

function waitsForClock(step: Step): boolean {
  if (step.type === 'probe') return step.start !== undefined;
  return 'start' in step.provider && step.provider.start !== 0;
}

function isLoad(step: Step): boolean {
  return step.type === 'action' && step.provider.type === 'load';
}
