import type { EffectLog } from '../effects/effect-log.ts';
import { undoEffect } from '../effects/undo-effect.ts';
import type { StepEffects } from '../messages/carry-out.ts';
import { reserveStep } from '../orders/order-saga.ts';
import { perSku, putBack, take } from './stock.ts';

/** Reserves and releases stock: the reservation's record and the stock change in one transaction. */
export function inventory(log: EffectLog, stockTable: string): StepEffects {
  return {
    async do({ orderId, items: lines }) {
      const items = perSku(lines);
      const record = { orderId, effect: reserveStep.do, at: Date.now(), items };
      const commit = await log.commit(
        { ...record, outcome: 'done' },
        items.map((item) => take(stockTable, item)),
      );
      if ('recorded' in commit) return commit.recorded;
      return log.record({ ...record, outcome: 'refused', reason: 'out-of-stock' });
    },

    undo({ orderId, items: lines }) {
      const items = perSku(lines);
      const writes = items.map((item) => putBack(stockTable, item));
      return undoEffect(log, reserveStep, orderId, { details: { items }, writes }, { items: [] });
    },
  };
}
