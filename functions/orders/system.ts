import type { System } from '../../system/system.ts';
import { sabotages } from './sabotage/sabotages.ts';

const openSagas = { table: 'orders-sagas', index: 'open-sagas', where: { open: 'open' } };

/** The order system: a saga over payments, inventory and shipping, with compensations. */
export const system: System = {
  name: 'orders',
  claim: 'Every accepted order ends exactly once, confirmed or undone, and nobody is charged twice.',
  unit: { one: 'order', many: 'orders' },
  keyField: 'sagaId',
  folder: import.meta.dirname,
  handlers: {
    api: 'handlers/orders/api.ts',
    saga: 'handlers/orders/saga.ts',
    sweeper: 'handlers/orders/sweeper.ts',
    payments: 'handlers/payments/handler.ts',
    inventory: 'handlers/inventory/handler.ts',
    shipping: 'handlers/shipping/handler.ts',
  },
  stack: async () => (await import('./stack/order-system.ts')).fillStack,
  workload: async () => (await import('./workload/workload.ts')).workload,
  steadyState: [
    { name: 'the-api-answers', tolerance: 404, provider: { type: 'http', path: '/orders/no-such-order' } },
    { name: 'no-message-waits', tolerance: 0, provider: { type: 'queue-depth', queues: 'work' } },
    { name: 'no-message-is-dead', tolerance: 0, provider: { type: 'queue-depth', queues: 'dead-letter' } },
    { name: 'no-saga-is-open', tolerance: 0, provider: { type: 'item-count', ...openSagas } },
  ],
  quiet: [
    { name: 'no-message-waits', tolerance: 0, provider: { type: 'queue-depth', queues: 'work' } },
    { name: 'no-saga-is-open', tolerance: 0, provider: { type: 'item-count', ...openSagas } },
  ],
  records: [{ table: 'sagas', key: 'id', createdAt: 'createdAt' }],
  judging: async () => (await import('./history/judging.ts')).judging,
  onRedrive: { function: 'orders-sweeper', payload: { redrive: true } },
  firstExperiment: 'slow-and-throttled-checkout',
  sabotages,
  sweep: async () => (await import('./sweep/sweep.ts')).sweep,
};
