import { createHash } from 'node:crypto';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from '../kernel/cloud.ts';
import type { ClientAttempt } from '../run/run-files.ts';
import type { Operation as Numbered, Workload, World } from '../system/workload.ts';
import { operationOf, type ReadConfig } from './config/config.ts';

type Sent = ReturnType<typeof operationOf>;
type Answer = Pick<ClientAttempt, 'outcome' | 'status' | 'error' | 'answer'>;
/** An operation of an app, with what it asks. */
interface Planned extends Numbered {
  readonly asks: Sent;
}

const MOST_ATTEMPTS = 4;
const AGAIN_AFTER_MS = 500;
const ANSWER_WITHIN_MS = 30_000;

/**
 * How an app is used as its config says. What had no clear answer is asked again, the same: a user who gives up would not know.
 * @param nameOf the physical name of a function or queue of the app, by what the config calls it
 */
export function workloadOf(input: ReadConfig['input'], nameOf: (called: string) => string): Workload<Planned> {
  return {
    operation(_seed, number, keyPrefix) {
      const key = `${keyPrefix}-${number}`;
      return { number, key, asks: operationOf(input, { number, key }) };
    },
    async send({ number: request, key, asks }, process, world) {
      const digest = createHash('sha256').update(JSON.stringify(asks)).digest('hex');
      for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
        const at = world.now();
        const answer = await ask(asks, nameOf, world);
        const tried = { at, endedAt: world.now(), process, request, attempt, key, digest, ...answer };
        world.record(tried);
        if (answer.outcome !== 'info' || !world.mayRetry(tried)) return;
        await world.sleep(AGAIN_AFTER_MS * attempt);
      }
    },
  };
}

async function ask(asks: Sent, nameOf: (called: string) => string, world: World): Promise<Answer> {
  try {
    if ('http' in asks) return await call(asks, world);
    if ('send' in asks) return await send(asks, nameOf(asks.send), world);
    return await invoke(asks, nameOf(asks.invoke), world);
  } catch (error) {
    return { outcome: 'info', status: null, error: error instanceof Error ? error.message : String(error) };
  }
}

async function call(asks: Extract<Sent, { http: string }>, { target, fetch }: World): Promise<Answer> {
  const [method = '', path = ''] = asks.http.split(' ');
  const response = await fetch(`${target}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...asks.headers },
    ...(asks.body !== undefined && { body: JSON.stringify(asks.body) }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await response.text();
  const { status } = response;
  if (response.ok) return { outcome: 'ok', status, answer: {} };
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return { outcome: isRefused ? 'fail' : 'info', status, error: text.slice(0, 300) };
}

async function send(
  { body, group }: Extract<Sent, { send: string }>,
  queue: string,
  { cloud }: World,
): Promise<Answer> {
  const sqs = new SQSClient(clientConfig(cloud));
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
    const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
    const fifo = queue.endsWith('.fifo') && {
      MessageGroupId: group ?? 'all',
      MessageDeduplicationId: createHash('sha256').update(MessageBody).digest('hex'),
    };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...fifo }));
    return { outcome: 'ok', answer: {} };
  } finally {
    sqs.destroy();
  }
}

async function invoke({ payload }: Extract<Sent, { invoke: string }>, name: string, { cloud }: World): Promise<Answer> {
  const lambda = new LambdaClient(clientConfig(cloud));
  try {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(payload) }),
    );
    if (FunctionError === undefined) return { outcome: 'ok', answer: {} };
    return { outcome: 'info', error: Payload?.transformToString().slice(0, 300) ?? FunctionError };
  } finally {
    lambda.destroy();
  }
}
