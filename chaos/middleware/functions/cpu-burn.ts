import { cpuBurn } from '../../faults/functions/cpu-burn.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Computes beside the handler until it ends. @param burn starts so many threads for so long and returns what ends them */
export function cpuBurnInjector(burn: (threads: number, ms: number) => () => void): Injector {
  return async (moment) => {
    if (moment.when !== 'before') return undefined;
    const effects = strikesOf(cpuBurn, moment).map(({ effect }) => effect);
    if (effects.length === 0) return undefined;
    // The strongest of a batch, not their sum: one environment has one share of the processor.
    const threads = Math.max(...effects.map((effect) => effect.threads));
    moment.atEnd(burn(threads, Math.max(...effects.map(({ burnMs }) => burnMs))));
    return undefined;
  };
}
