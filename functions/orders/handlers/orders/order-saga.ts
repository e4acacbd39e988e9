import type { SagaDefinition } from '../../../shared/saga/saga.ts';

/**
 * The saga of an order. A refused step cancels the order: the steps done before it are undone, last one first.
 * `queue` is the service whose queue takes the step's commands; `do` and `undo` name the effects in its records.
 */
export const orderSaga = {
  kind: 'order',
  steps: [
    { name: 'charge', queue: 'payments', do: 'charge', undo: 'refund' },
    { name: 'reserve', queue: 'inventory', do: 'reserve', undo: 'release' },
    { name: 'ship', queue: 'shipping', do: 'create', undo: 'cancel' },
  ],
} as const satisfies SagaDefinition;

export const [chargeStep, reserveStep, shipStep] = orderSaga.steps;
