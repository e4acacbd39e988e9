import { type Experiment, loadsOf } from './experiment.ts';

/**
 * The experiment with another number of orders. The starts of its faults move with the load, which they are meant to meet;
 * their durations only grow, because a short fault may meet nobody. Loads keep their rates.
 */
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
    const start = Math.round(provider.start * factor);
    const duration = Math.round(provider.duration * Math.max(1, factor));
    return { ...action, provider: { ...provider, start, duration } };
  });
  return { ...experiment, method };
}
