import { openDynamo, openSqs } from '../../../shared/aws/clients.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { consumer } from '../../../shared/messages/consumer.ts';
import { PoisonMessage } from '../../../shared/messages/message.ts';
import { drive } from '../../../shared/saga/saga-driver.ts';
import { openSagaStore } from '../../../shared/saga/saga-store.ts';
import { replySchema } from '../messages/messages.ts';
import type { Order } from '../order.ts';
import { openCommandQueues } from './command-queues.ts';
import { orderSaga } from './order-saga.ts';

const { SAGAS_TABLE } = readEnvironment(variables('SAGAS_TABLE'));
const sqs = openSqs();
const parts = {
  definition: orderSaga,
  store: openSagaStore<Order>(openDynamo(), SAGAS_TABLE),
  send: openCommandQueues(sqs),
};

export const handler = consumer({
  schema: replySchema,
  sqs,
  async work(reply, log) {
    const driven = await drive(parts, reply.sagaId, { ...reply, at: Date.now() });
    if (!driven) throw new PoisonMessage(`The reply is for the saga "${reply.sagaId}", which does not exist.`);
    const { step, action, outcome } = reply;
    const { status, version } = driven.saga;
    log.info(driven.changed ? 'transition' : 'repeated reply', { step, action, outcome, status, version });
  },
});
