import type { Stop, Sweepable } from '../../../system/sweepable.ts';
import { orderIdOf } from '../handlers/orders/order-id.ts';
import { orderOf, scenarios, unsent } from './scenarios.ts';

const services = { charge: 'orders-payments', reserve: 'orders-inventory', ship: 'orders-shipping' } as const;
const api: Stop = { function: 'orders-api', step: 'request', keyedBy: 'operation' };
const sweeper: Stop = { function: 'orders-sweeper', step: 'sweep', keyedBy: 'nothing' };

/**
 * An order comes by the API, each service with each of its commands, the orchestrator with each reply, and the sweeper, which
 * sends again what was not sent.
 */
export const sweep: Sweepable = {
  stops: [
    api,
    ...Object.entries(services).flatMap(([step, service]) =>
      (['do', 'undo'] as const).flatMap((action) =>
        [service, 'orders-saga'].map(
          (name): Stop => ({
            function: name,
            step: `${step}-${action}`,
            message: `*"step":"${step}","action":"${action}"*`,
            keyedBy: 'unit',
          }),
        ),
      ),
    ),
    sweeper,
  ],
  scenarios,
  operation: orderOf,
  unitOf: orderIdOf,
  background: {
    stop: sweeper,
    payload: { staleAfterMs: 0 },
    scenario: unsent,
    leftBy: {
      fault: 'throttle',
      target: { function: api.function, service: 'sqs', operations: ['SendMessage'] },
      // The one refusal that the SDK does not try again.
      parameters: { error: 'OverLimit' },
    },
  },
};
