import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { chaos } from '../../../../chaos/middleware/chaos.ts';
import { openDynamo, openSqs } from '../../../shared/aws/clients.ts';
import { type Remaining, retryTransient, withinTime } from '../../../shared/aws/retry.ts';
import { isTransient } from '../../../shared/aws/transient.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { idempotencyKeyOf } from '../../../shared/http/idempotency-key.ts';
import { answer, Problem, problemAnswer } from '../../../shared/http/problem.ts';
import { openSagaStore } from '../../../shared/saga/saga-store.ts';
import { pendingCommand } from '../../../shared/saga/transition.ts';
import type { Order } from '../order.ts';
import { openCommandQueues } from './command-queues.ts';
import { orderIdOf } from './order-id.ts';
import { orderRequestOf } from './order-request.ts';
import { placeOrder } from './place-order.ts';

const { SAGAS_TABLE, REQUESTS_TABLE } = readEnvironment(variables('SAGAS_TABLE', 'REQUESTS_TABLE'));
const dynamo = openDynamo();
const store = openSagaStore<Order>(dynamo, SAGAS_TABLE);
const send = openCommandQueues(openSqs());
const logger = new Logger();

export const handler = middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
  .use(chaos())
  .handler(async (event, context) => {
    logger.addContext(context);
    logger.setCorrelationId(undefined);
    const remaining = () => context.getRemainingTimeInMillis();
    try {
      return await withinTime(route(event, remaining), remaining);
    } catch (error) {
      return problemAnswer(problemOf(error as Error));
    }
  });

function route(event: APIGatewayProxyEvent, remaining: Remaining): Promise<APIGatewayProxyResult> {
  const id = event.pathParameters?.id;
  if (event.httpMethod === 'POST' && !id) return post(event, remaining);
  if (event.httpMethod === 'GET' && id) return retryTransient(() => get(id), remaining);
  throw new Problem(
    404,
    'not-found',
    `There is no ${event.httpMethod} ${event.path}: POST /orders or GET /orders/{id}.`,
  );
}

/** Once stored, an order is accepted: if its first command cannot be sent now, a repeated request or the sweeper sends it. */
async function post(event: APIGatewayProxyEvent, remaining: Remaining): Promise<APIGatewayProxyResult> {
  const key = idempotencyKeyOf(event);
  const request = orderRequestOf(event);
  const book = { dynamo, requestsTable: REQUESTS_TABLE, store };
  const { saga, repeated } = await retryTransient(() => placeOrder(book, key, request, orderIdOf(key)), remaining);
  logger.setCorrelationId(saga.id);
  logger.info('accepted', { idempotencyKey: key, repeated, totalCents: saga.payload.totalCents });
  const command = saga.version === 1 ? pendingCommand(saga) : undefined;
  if (command) {
    await retryTransient(() => send(command), remaining).catch((error: Error) => logger.warn('not sent yet', error));
  }
  return answer(202, { orderId: saga.id, status: 'running' });
}

async function get(id: string): Promise<APIGatewayProxyResult> {
  logger.setCorrelationId(id);
  const saga = await store.load(id);
  if (!saga) throw new Problem(404, 'order-unknown', `There is no order "${id}".`);
  const { status, version, step, reason, log } = saga;
  return answer(200, { orderId: id, status, version, step, reason, log });
}

function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error;
  if (isTransient(error)) {
    logger.warn('unavailable', error);
    return new Problem(
      503,
      'unavailable',
      'The order could not be handled now: repeat the request with the same Idempotency-Key.',
    );
  }
  logger.error('failed', error);
  return new Problem(500, 'internal', 'The request failed; the log of the function says why.');
}
