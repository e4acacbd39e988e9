/** A place where the saga of an order passes: a function, and the message that has it invoked. */
export interface Stop {
  readonly function: string;
  /** `charge-do`, or `request` where no message is behind it. */
  readonly step: string;
  /** Pattern of the body of that message. */
  readonly message?: string;
}

const services = { charge: 'faultline-payments', reserve: 'faultline-inventory', ship: 'faultline-shipping' } as const;

export const api: Stop = { function: 'faultline-orders-api', step: 'request' };

/** Sends again what was not sent; no message and no order has it invoked. */
export const sweeper: Stop = { function: 'faultline-orders-sweeper', step: 'sweep' };

/**
 * Everywhere that an order may come by: the API, each service with each of its commands, the orchestrator with each reply,
 * the sweeper.
 */
export const stops: readonly Stop[] = [
  api,
  ...Object.entries(services).flatMap(([step, service]) =>
    (['do', 'undo'] as const).flatMap((action) =>
      [service, 'faultline-orders-saga'].map((name) => ({
        function: name,
        step: `${step}-${action}`,
        message: `*"step":"${step}","action":"${action}"*`,
      })),
    ),
  ),
  sweeper,
];
