import { diskFull } from '../../faults/functions/disk-full.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Leaves no room in the temporary folder until the invocation ends. @param fill fills it and returns what frees it again */
export function diskFullInjector(fill: () => () => void): Injector {
  return async (moment) => {
    if (moment.when === 'before' && strikesOf(diskFull, moment).length > 0) moment.atEnd(fill());
    return undefined;
  };
}
