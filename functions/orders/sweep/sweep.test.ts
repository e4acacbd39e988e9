import { describe, expect, it } from '@jest/globals';
import { matchesGlob } from '../../../chaos/faults/glob.ts';
import { pendingCommand, start } from '../../shared/saga/transition.ts';
import { commandSchema } from '../handlers/messages/messages.ts';
import { replyTo } from '../handlers/messages/reply.ts';
import { orderSaga } from '../handlers/orders/order-saga.ts';
import { plannedOrder } from '../workload/planned-order.ts';
import { sweep } from './sweep.ts';

const { body, totalCents } = plannedOrder(1, 1, 'shop');
const payload = { orderId: 'o-1', ...body, totalCents };

describe('the stops of an order', () => {
  it.each(orderSaga.steps.flatMap((step) => (['do', 'undo'] as const).map((action) => ({ ...step, action }))))(
    'know the messages of $name, $action, from all others: its command and its reply',
    ({ name, queue, action }) => {
      const { saga } = start(orderSaga, 'o-1', payload, 0);
      const command = commandSchema.parse(pendingCommand({ ...saga, step: name, action }));
      const reply = replyTo(command, { outcome: 'done' });
      for (const message of [command, reply]) {
        const met = sweep.stops.filter((stop) => matchesGlob(stop.message ?? '', JSON.stringify(message)));
        expect(met.map((stop) => [stop.function, stop.step])).toEqual([
          [`orders-${queue}`, `${name}-${action}`],
          ['orders-saga', `${name}-${action}`],
        ]);
        expect(met.every(({ keyedBy }) => keyedBy === 'unit')).toBe(true);
      }
    },
  );

  it('without a message are where it begins and what looks after it', () => {
    const others = sweep.stops.filter(({ message }) => message === undefined);
    expect(others.map((stop) => [stop.function, stop.keyedBy])).toEqual([
      ['orders-api', 'operation'],
      ['orders-sweeper', 'nothing'],
    ]);
  });
});
