import { type Experiment, loadsOf } from './experiment.ts';

/** Too little time for enough orders to end before the fault that one could compare with: it may as well be there from the start. */
const SHORTEST_CALM_MS = 3_000;
/** A shorter fault may be over before it meets anybody: starting the load takes a few seconds. */
const SHORTEST_FAULT_MS = 12_000;

/** The experiment with another number of orders. Its faults move and last with the load that they are meant to meet. Loads keep their rates. */
export function withOrders(experiment: Experiment, orders: number): Experiment {
  const loads = loadsOf(experiment);
  const factor = orders / loads.reduce((sum, load) => sum + load.orders, 0);
  let left = orders;
  const method = experiment.method.map((action) => {
    const { provider } = action;
    if (provider.type === 'load') {
      const isLast = action.name === loads.at(-1)?.name;
      const share = isLast ? left : Math.min(left, Math.round(provider.orders * factor));
      left -= share;
      return { ...action, provider: { ...provider, orders: share } };
    }
    const calm = Math.round(provider.start * factor);
    const start = calm < SHORTEST_CALM_MS ? 0 : calm;
    const shortest = Math.min(provider.duration, SHORTEST_FAULT_MS);
    const duration = Math.max(shortest, Math.round(provider.duration * factor));
    return { ...action, provider: { ...provider, start, duration } };
  });
  return { ...experiment, method };
}
