import { createHash } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { httpOutcome } from '../../run/http-outcome.ts';
import type { ClientAttempt } from '../../run/run-files.ts';
import type { World } from '../../system/workload.ts';
import type { Asked } from './operation.ts';

type Answer = Pick<ClientAttempt, 'outcome' | 'status' | 'error' | 'answer'>;
type Kind<Word extends string> = Extract<Asked, Readonly<Record<Word, string>>>;

/** What a config may name. */
export type Named = 'queue' | 'table' | 'topic' | 'bus' | 'function' | 'function URL';

/** Where something is asked. */
export interface Ask {
  readonly nameOf: (kind: Named, called: string) => string;
  readonly world: World;
}

const ANSWER_WITHIN_MS = 30_000;
const happened: Answer = { outcome: 'ok', answer: {} };

/** Asks once. What gets no answer may have happened: `info`. @throws UsageError for a name that the app does not have */
export async function ask(asks: Asked, { nameOf, world }: Ask): Promise<Answer> {
  const { cloud } = world;
  try {
    if ('http' in asks) return await call(asks, { nameOf, world });
    if ('send' in asks) return await send(asks, nameOf('queue', asks.send), cloud);
    if ('publish' in asks) return await publish(asks, nameOf('topic', asks.publish), cloud);
    if ('putEvent' in asks) return await putEvent(asks, nameOf('bus', asks.putEvent), cloud);
    if ('putItem' in asks) return await putItem(asks, nameOf('table', asks.putItem), cloud);
    return await invoke(asks, nameOf('function', asks.invoke), cloud);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return { outcome: 'info', status: null, error: error instanceof Error ? error.message : String(error) };
  }
}

async function call(asks: Kind<'http'>, { nameOf, world }: Ask): Promise<Answer> {
  const [method = '', path = ''] = asks.http.split(' ');
  const base = asks.of === undefined ? world.target : await functionUrl(nameOf('function URL', asks.of), world.cloud);
  if (base === '') {
    throw new UsageError(`the input asks "${asks.http}", but the app has no HTTP API and no REST API`, {
      hint: "Name the function whose URL is meant: { http: 'POST /', of: 'Function' }, or send, publish, putEvent, putItem or invoke.",
    });
  }
  const response = await world.fetch(`${base}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...asks.headers },
    ...(asks.body !== undefined && { body: JSON.stringify(asks.body) }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await response.text();
  const { status } = response;
  const outcome = httpOutcome(status);
  return outcome === 'ok' ? { ...happened, status } : { outcome, status, error: text.slice(0, 300) };
}

/** Where the URL of a function answers, without a slash at the end. */
export async function functionUrl(FunctionName: string, cloud: Cloud): Promise<string> {
  using lambda = disposable(new LambdaClient(clientConfig(cloud)));
  // It may be that of an alias.
  const { FunctionUrlConfigs = [] } = await lambda.client.send(new ListFunctionUrlConfigsCommand({ FunctionName }));
  const [{ FunctionUrl = '' } = {}] = FunctionUrlConfigs;
  return FunctionUrl.replace(/\/$/, '');
}

async function send({ body, group }: Kind<'send'>, queue: string, cloud: Cloud): Promise<Answer> {
  using sqs = disposable(new SQSClient(clientConfig(cloud)));
  const { QueueUrl } = await sqs.client.send(new GetQueueUrlCommand({ QueueName: queue }));
  const MessageBody = text(body);
  await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...ifFifo(queue, MessageBody, group) }));
  return happened;
}

async function publish({ body, attributes = {} }: Kind<'publish'>, topic: string, cloud: Cloud): Promise<Answer> {
  using sns = disposable(new SNSClient(clientConfig(cloud)));
  const Message = text(body);
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  const TopicArn = `arn:aws:sns:${cloud.region}:${cloud.accountId}:${topic}`;
  await sns.client.send(new PublishCommand({ TopicArn, Message, MessageAttributes, ...ifFifo(topic, Message) }));
  return happened;
}

async function putEvent({ source, detailType, detail }: Kind<'putEvent'>, bus: string, cloud: Cloud): Promise<Answer> {
  using events = disposable(new EventBridgeClient(clientConfig(cloud)));
  const entry = { EventBusName: bus, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
  const { Entries: [put] = [] } = await events.client.send(new PutEventsCommand({ Entries: [entry] }));
  if (put?.ErrorCode === undefined) return happened;
  return { outcome: 'info', error: `${put.ErrorCode}: ${put.ErrorMessage}` };
}

async function putItem({ item }: Kind<'putItem'>, TableName: string, cloud: Cloud): Promise<Answer> {
  using dynamo = disposable(new DynamoDBClient(clientConfig(cloud)));
  await dynamo.client.send(new PutItemCommand({ TableName, Item: marshall(item) }));
  return happened;
}

async function invoke({ payload }: Kind<'invoke'>, FunctionName: string, cloud: Cloud): Promise<Answer> {
  using lambda = disposable(new LambdaClient(clientConfig(cloud)));
  const asked = { FunctionName, Payload: JSON.stringify(payload) };
  const { FunctionError, Payload } = await lambda.client.send(new InvokeCommand(asked));
  if (FunctionError === undefined) return happened;
  return { outcome: 'info', error: Payload?.transformToString().slice(0, 300) ?? FunctionError };
}

const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

/** The same message asked again is the same to a FIFO queue or topic. */
const ifFifo = (name: string, body: string, group = 'all') =>
  name.endsWith('.fifo') && {
    MessageGroupId: group,
    MessageDeduplicationId: createHash('sha256').update(body).digest('hex'),
  };

const disposable = <Client extends { destroy(): void }>(client: Client) => ({
  client,
  [Symbol.dispose]: () => client.destroy(),
});
