import { type Experiment, loadsOf } from './experiment.ts';
import type { ActionStep, Step } from './method.ts';
import type { Moment } from './moment.ts';

/** Too little time for enough operations to end before the fault that one could compare with: it may as well be there from the start. */
const SHORTEST_CALM_MS = 3_000;
/** A shorter fault may be over before it meets anybody: starting the load takes a few seconds. */
const SHORTEST_FAULT_MS = 12_000;

/**
 * The experiment with another number of operations. What starts at a time moves with the load that it is meant to meet, and faults
 * last with it; what is told by shares of the load stays. Loads keep their rates, pauses their length.
 */
export function withOperations(experiment: Experiment, operations: number): Experiment {
  const loads = loadsOf(experiment);
  const factor = operations / loads.reduce((sum, load) => sum + load.operations, 0);
  let left = operations;
  const method = experiment.method.map((step): Step => {
    if (step.type === 'probe') {
      return step.start === undefined ? step : { ...step, start: scaled(step.start, factor) };
    }
    const { provider } = step;
    if (provider.type === 'load') {
      const isLast = step.name === loads.at(-1)?.name;
      const share = isLast ? left : Math.min(left, Math.round(provider.operations * factor));
      left -= share;
      return { ...step, provider: { ...provider, operations: share, start: Math.round(provider.start * factor) } };
    }
    return provider.type === 'fault' ? { ...step, provider: scaledFault(provider, factor) } : step;
  });
  return { ...experiment, method };
}

/** The experiment at another rate: that of its first load, and all others in proportion. */
export function atRate(experiment: Experiment, rate: number): Experiment {
  const factor = rate / (loadsOf(experiment)[0]?.rate ?? rate);
  const method = experiment.method.map((step): Step => {
    if (step.type === 'probe' || step.provider.type !== 'load') return step;
    const { 'ramp-to': rampTo, ...load } = step.provider;
    const ramp = rampTo === undefined ? {} : { 'ramp-to': rampTo * factor };
    return { ...step, provider: { ...load, ...ramp, rate: load.rate * factor } };
  });
  return { ...experiment, method };
}

type Fault = Extract<ActionStep['provider'], { type: 'fault' }>;

function scaledFault(fault: Fault, factor: number): Fault {
  const start = scaled(fault.start, factor);
  // A deadline need not be nearer because there is less to do.
  const shortest = Math.min(fault.duration, fault.until === undefined ? SHORTEST_FAULT_MS : fault.duration);
  const duration = Math.max(shortest, Math.round(fault.duration * factor));
  const calm = typeof start === 'number' && start < SHORTEST_CALM_MS ? 0 : start;
  return { ...fault, start: calm, duration, ...scaledUntil(fault.until, factor) };
}

function scaledUntil(until: Fault['until'], factor: number): Pick<Fault, 'until'> {
  if (until === undefined) return {};
  return { until: 'percent' in until ? until : { fired: Math.max(1, Math.round(until.fired * factor)) } };
}

function scaled(moment: Moment, factor: number): Moment {
  return typeof moment === 'number' ? Math.round(moment * factor) : moment;
}
