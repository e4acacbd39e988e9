import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { findDeployed } from '../../infra/deployed.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { projectRoot } from '../../kernel/project.ts';
import { readInjections } from '../../observe/collect/injections.ts';
import { eventually, queueUrl, sqs } from './order-system-client.ts';

const cloud = localstackCloud(process.env.AWS_ENDPOINT_URL ?? '');
const dynamo = new DynamoDBClient({});
const lambda = new LambdaClient({});
const logs = new CloudWatchLogsClient({});
const startedAt = Date.now();
const id = 'test-gallery';

/** As its owner would: `cdk deploy` in the folder of the app. */
async function deploy() {
  const cdk = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const output = mkdtempSync(join(tmpdir(), 'faultline-gallery-'));
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = {
    ...process.env,
    PATH,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
  };
  const args = [cdk, 'deploy', '--require-approval', 'never', '--output', output];
  await promisify(execFile)(process.execPath, args, { cwd: join(projectRoot, 'examples', 'gallery'), env });
}

/** The chaos functions that have injected something. */
const injecting = new Set<string>();

async function chaos(name: string, request: { action: string; [field: string]: unknown }): Promise<void> {
  if (request.action === 'inject') injecting.add(name);
  const asked = { FunctionName: `gallery-chaos-${name}`, Payload: JSON.stringify(request) };
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand(asked));
  if (FunctionError !== undefined) throw new Error(Payload?.transformToString());
}

async function upload(
  owner: string,
  { friends = [] as string[], image = `${randomUUID()}.png` } = {},
): Promise<string> {
  const MessageBody = JSON.stringify({ image, owner, friends });
  await sqs.send(new SendMessageCommand({ QueueUrl: await queueUrl('gallery-uploads'), MessageBody }));
  return image;
}

/** Thumbnails are filed together, the large one last. */
const filed = (image: string) =>
  eventually('the thumbnails', async () => {
    const asked = { TableName: 'gallery-images', Key: { image: { S: `${image}/large` } }, ConsistentRead: true };
    return (await dynamo.send(new GetItemCommand(asked))).Item;
  });
const noticesOf = async (owner: string) => {
  const asked = { TableName: 'gallery-notices', Key: { owner: { S: owner } }, ConsistentRead: true };
  return Number((await dynamo.send(new GetItemCommand(asked))).Item?.notices?.N ?? 0);
};
const noticed = (owner: string, count: number) =>
  eventually(`${count} notices of ${owner}`, async () => ((await noticesOf(owner)) >= count ? true : undefined));
const injected = async (fault: string) => {
  const { functions } = await findDeployed(cloud, 'gallery');
  return eventually(`an injection of ${fault}`, async () => {
    const found = await readInjections(logs, functions, startedAt, Date.now() + 1_000);
    const mine = found.filter((injection) => injection.fault === fault);
    return mine.length > 0 ? mine : undefined;
  });
};

/** A function knows a rule when it reads the rules anew, two seconds later at most. */
const ruleActs = () => {
  const injectedAt = Date.now();
  return eventually('the rule to act', async () => (Date.now() > injectedAt + 2_000 ? true : undefined));
};

const thumbnail = { function: 'gallery-thumbnail' };

async function failing(rule: { fault: string; [field: string]: unknown }): Promise<void> {
  await chaos('failure', { action: 'inject', id, percentage: 100, seed: 1, durationSeconds: 60, ...rule });
  await ruleActs();
}

describe('an app of somebody else, whose handlers know nothing of chaos', () => {
  beforeAll(deploy);
  afterEach(async () => {
    for (const name of injecting) await chaos(name, { action: 'withdraw', id });
    injecting.clear();
  });
  afterAll(() => new CloudFormationClient({}).send(new DeleteStackCommand({ StackName: 'gallery' })));

  it('works as before', async () => {
    await upload('anna');
    await noticed('anna', 1);
  });

  it('retries a throttled write by its own SDK', async () => {
    const aim = { table: 'gallery-images', function: 'gallery-thumbnail', operations: ['BatchWriteItem'] };
    await chaos('throttle', { action: 'inject', id, ...aim, first: 1, percentage: 100, seed: 1, durationSeconds: 60 });
    await ruleActs();
    await upload('bert');
    expect(await injected('throttle')).toMatchObject([
      { function: 'gallery-thumbnail', place: 'call', operation: 'dynamodb:BatchWriteItem', attempt: 1 },
    ]);
    await noticed('bert', 1);
  });

  it('counts twice what it writes twice when an answer is lost: it was not made for that', async () => {
    const target = { function: 'gallery-notify', table: 'gallery-notices' };
    await failing({ fault: 'lost-acknowledgement', target, first: 1 });
    await upload('carl');
    await noticed('carl', 2);
    expect(await noticesOf('carl')).toBe(2);
  });

  it('files every thumbnail though DynamoDB leaves some of a batch', async () => {
    const target = { ...thumbnail, table: 'gallery-images' };
    await failing({ fault: 'unprocessed-items', target, percentage: 50, first: 1 });
    const images = await Promise.all(Array.from({ length: 12 }, () => upload('ella')));
    expect((await injected('unprocessed-items'))[0]).toMatchObject({
      ...{ function: 'gallery-thumbnail', place: 'call', operation: 'dynamodb:BatchWriteItem', attempt: 1 },
    });
    for (const image of images) await filed(image);
  });

  it('never tells those whose notice SQS did not take: it does not look', async () => {
    const target = { ...thumbnail, queue: 'gallery-notices' };
    await failing({ fault: 'batch-entry-failures', target, percentage: 60 });
    const friends = Array.from({ length: 9 }, (_, n) => `friend-${n}`);
    await upload('emil', { friends });
    const told = await eventually('the other notices', async () => {
      const untold = (await injected('batch-entry-failures')).length;
      const counts = await Promise.all(['emil', ...friends].map(noticesOf));
      const count = counts.filter((notices) => notices > 0).length;
      return count + untold === 10 ? count : undefined;
    });
    expect(told).toBeLessThan(10);
  });

  it('tells twice of an image when it reads the past', async () => {
    const parameters = { maxStalenessMs: 60_000 };
    await failing({ fault: 'stale-read', target: { ...thumbnail, table: 'gallery-images' }, parameters });
    const image = await upload('hugo');
    await noticed('hugo', 1);
    await upload('hugo', { image });
    expect(await injected('stale-read')).toMatchObject([{ operation: 'dynamodb:GetItem', place: 'call' }]);
    await noticed('hugo', 2);
  });

  it('gets no message while its mapping is disabled, and all of them afterwards', async () => {
    await chaos('mapping', { action: 'inject', id, target: { function: 'gallery-notify' }, durationSeconds: 60 });
    const image = await upload('dora');
    await filed(image);
    expect(await noticesOf('dora')).toBe(0);
    await chaos('mapping', { action: 'withdraw', id });
    await noticed('dora', 1);
  });
});
