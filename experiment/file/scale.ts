import { type Experiment, loadsOf } from './experiment.ts';
import type { ActionStep, Step } from './method.ts';

/** Too little time for enough operations to end before the fault that one could compare with: it may as well be there from the start. */
const SHORTEST_CALM_MS = 3_000;
/** A shorter fault may be over before it meets anybody: starting the load takes a few seconds. */
const SHORTEST_FAULT_MS = 12_000;

/**
 * The experiment with another number of operations. What starts at a time moves with the load that it is meant to meet, and faults
 * last with it. Loads keep their rates, pauses their length.
 */
export function withOperations(experiment: Experiment, operations: number): Experiment {
  const loads = loadsOf(experiment);
  const factor = operations / loads.reduce((sum, load) => sum + load.operations, 0);
  let left = operations;
  const method = experiment.method.map((step): Step => {
    if (step.type === 'probe') {
      return step.start === undefined ? step : { ...step, start: Math.round(step.start * factor) };
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

type Fault = Extract<ActionStep['provider'], { type: 'fault' }>;

function scaledFault(fault: Fault, factor: number): Fault {
  const calm = Math.round(fault.start * factor);
  const start = calm < SHORTEST_CALM_MS ? 0 : calm;
  const shortest = Math.min(fault.duration, SHORTEST_FAULT_MS);
  return { ...fault, start, duration: Math.max(shortest, Math.round(fault.duration * factor)) };
}
