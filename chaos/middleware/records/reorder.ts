import { reorder } from '../../faults/records/reorder.ts';
import { withRecords } from '../batch.ts';
import type { Injector } from '../injector.ts';
import { recordStrikesOf } from '../strikes.ts';
import { type HeldBack, holdBack, type SetVisibility } from './hold-back.ts';

/** Puts messages behind the others of their batch, or sends those back that have none behind them. */
export function reorderInjector(setVisibility: SetVisibility): Injector {
  return async (moment) => {
    if (moment.when !== 'before') return undefined;
    const strikes = recordStrikesOf(reorder, moment);
    if (strikes.length === 0) return undefined;
    const struck = new Set(strikes.map(({ record }) => record.messageId));
    const order = moment.environment.invocation.deliveries.flatMap(({ record }) => record?.messageId ?? []);
    const lastSpared = order.findLastIndex((id) => !struck.has(id));
    const hasNoneBehind = ({ messageId }: { readonly messageId: string }) => order.indexOf(messageId) > lastSpared;
    const held = strikes
      .filter(({ record }) => hasNoneBehind(record))
      .map(({ record, effect }): HeldBack => ({ record, seconds: effect.holdSeconds }));
    await holdBack(held, moment, setVisibility);
    moment.request.event = withRecords(moment.request.event, (records) => [
      ...records.filter(({ messageId }) => !struck.has(messageId)),
      ...records.filter(({ messageId }) => struck.has(messageId)),
    ]);
    return undefined;
  };
}
