import { drop } from '../../faults/records/drop.ts';
import type { Injector } from '../injector.ts';
import { recordStrikesOf } from '../strikes.ts';
import { keepFromHandler } from './keep-from-handler.ts';

/** Takes messages out of the batch, which acknowledges them: nothing reports them as failed. */
export const injectDrop: Injector = async (moment) => {
  if (moment.when !== 'before') return undefined;
  keepFromHandler(
    recordStrikesOf(drop, moment).map(({ record }) => record),
    moment,
  );
  return undefined;
};
