import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { chaos } from '../../../../chaos/middleware/chaos.ts';
import { openDynamo } from '../../../shared/aws/clients.ts';
import { type Remaining, withinTime } from '../../../shared/aws/retry.ts';
import { isTransient } from '../../../shared/aws/transient.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { answer, Problem, problemAnswer } from '../../../shared/http/problem.ts';
import type { Call } from '../call.ts';
import type { Limit } from '../limits/limit.ts';
import { admit } from '../store/admit.ts';
import { limitOf } from '../store/limits.ts';
import { admitted, refused } from './answers.ts';
import { callOf, pairOf } from './request.ts';
import { unavailable } from './unavailable.ts';

const { LIMITS_TABLE, BUCKETS_TABLE, METER_TABLE } = readEnvironment(
  variables('LIMITS_TABLE', 'BUCKETS_TABLE', 'METER_TABLE'),
);
const dynamo = openDynamo();
const logger = new Logger();

export const handler = middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
  .use(chaos())
  .handler(async (event, context) => {
    logger.addContext(context);
    try {
      return await route(event, () => context.getRemainingTimeInMillis());
    } catch (error) {
      return problemAnswer(problemOf(error as Error));
    }
  });

async function route(event: APIGatewayProxyEvent, remaining: Remaining): Promise<APIGatewayProxyResult> {
  if (event.httpMethod === 'POST') return ask(callOf(event), remaining);
  return answer(200, await existing(pairOf(event)));
}

async function ask(call: Call, remaining: Remaining): Promise<APIGatewayProxyResult> {
  logger.setCorrelationId(call.callId);
  try {
    return await withinTime(decided(call), remaining);
  } catch (error) {
    if (!isTransient(error)) throw error;
    logger.warn('unavailable', error as Error);
    return unavailable(call);
  }
}

async function decided(call: Call): Promise<APIGatewayProxyResult> {
  const limit = await existing(call);
  const outcome = await admit(dynamo, { buckets: BUCKETS_TABLE, meter: METER_TABLE }, call, limit);
  logger.info('decided', { ...call, ...outcome });
  return outcome.admitted ? admitted(call, outcome) : refused(call, limit, outcome.retryAfterMs);
}

async function existing(pair: Pick<Call, 'tenant' | 'api'>): Promise<Limit> {
  const limit = await limitOf(dynamo, LIMITS_TABLE, pair);
  if (limit !== undefined) return limit;
  throw new Problem(404, 'limit-unknown', `${pair.tenant} has no limit for ${pair.api}, and so may not call it.`);
}

function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error;
  if (isTransient(error)) return new Problem(503, 'unavailable', 'The limit could not be read now: ask again.');
  logger.error('failed', error);
  return new Problem(500, 'internal', 'The request failed; the log of the function says why.');
}
