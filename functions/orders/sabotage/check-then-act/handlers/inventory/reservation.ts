import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { openDynamo } from '../../../../../shared/aws/clients.ts';
import type { EffectLog } from '../../../../handlers/effects/effect-log.ts';
import { inventory as whole } from '../../../../handlers/inventory/reservation.ts';
import { perSku, type StockLine } from '../../../../handlers/inventory/stock.ts';
import type { StepEffects } from '../../../../handlers/messages/carry-out.ts';
import { reserveStep } from '../../../../handlers/orders/order-saga.ts';

const dynamo = openDynamo();

/** Broken: reads the stock, decides, and writes what it worked out: of two orders at once one is forgotten. */
export function inventory(log: EffectLog, stockTable: string): StepEffects {
  async function taken({ sku, quantity }: StockLine) {
    const { Item } = await dynamo.send(new GetCommand({ TableName: stockTable, Key: { sku }, ConsistentRead: true }));
    return { ...Item, sku, available: Number(Item?.available ?? 0) - quantity };
  }
  return {
    ...whole(log, stockTable),
    async do({ orderId, items: lines }) {
      const items = perSku(lines);
      const record = { orderId, effect: reserveStep.do, at: Date.now(), items };
      const left = await Promise.all(items.map(taken));
      if (left.some(({ available }) => available < 0)) {
        return log.record({ ...record, outcome: 'refused', reason: 'out-of-stock' });
      }
      const writes = left.map((Item) => ({ Put: { TableName: stockTable, Item } }));
      const commit = await log.commit({ ...record, outcome: 'done' }, writes);
      if ('recorded' in commit) return commit.recorded;
      throw new Error(`Reserving for order ${orderId} met a condition, but has none.`);
    },
  };
}
