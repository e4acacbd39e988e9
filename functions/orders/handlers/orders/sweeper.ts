import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import * as z from 'zod';
import { chaos } from '../../../../chaos/middleware/chaos.ts';
import { openDynamo, openSqs } from '../../../shared/aws/clients.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { openSagaStore } from '../../../shared/saga/saga-store.ts';
import { type Swept, sweep } from '../../../shared/saga/sweep.ts';
import type { Order } from '../order.ts';
import { openCommandQueues } from './command-queues.ts';
import { orderSaga } from './order-saga.ts';

const { SAGAS_TABLE, SWEEP_STALE_AFTER_MS, SWEEP_MAX_RESENDS } = readEnvironment({
  ...variables('SAGAS_TABLE'),
  SWEEP_STALE_AFTER_MS: z.coerce.number().int().min(0).default(20_000),
  SWEEP_MAX_RESENDS: z.coerce.number().int().min(1).default(5),
});

const parts = {
  definition: orderSaga,
  store: openSagaStore<Order>(openDynamo(), SAGAS_TABLE),
  send: openCommandQueues(openSqs()),
};
const logger = new Logger();

/** The schedule's event asks for nothing; by hand one may ask for another age, or to move parked sagas on again. */
const requestSchema = z.object({
  staleAfterMs: z.int().min(0).default(SWEEP_STALE_AFTER_MS),
  redrive: z.boolean().default(false),
});

export const handler = middy<unknown, Swept>()
  .use(chaos())
  .handler(async (event, context) => {
    logger.addContext(context);
    const { staleAfterMs, redrive } = requestSchema.parse(event ?? {});
    const at = Date.now();
    const swept = await sweep(parts, {
      logger,
      remaining: () => context.getRemainingTimeInMillis(),
      before: redrive ? at : at - staleAfterMs,
      event: redrive ? { type: 'redrive', at } : { type: 'sweep', at, staleAfterMs, maxResends: SWEEP_MAX_RESENDS },
    });
    logger.info('swept', { ...swept, redrive });
    return swept;
  });
