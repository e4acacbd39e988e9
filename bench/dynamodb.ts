/**
 * Calls a second that our DynamoDB's server answers, and the processor time that it spends on one, beside MiniStack and, where its address is given, an
 * engine's LocalStack, through which calls took the long way. A bare client asks, whose requests are written once, and AWS's own, which takes most of
 * a call itself.
 *
 *   python3 -m venv DIR && DIR/bin/pip install ministack==1.5.33
 *   node bench/dynamodb.ts DIR/bin/ministack [URL of a LocalStack] [calls = 4000]
 *
 * Each server in turns, a warm-up first, one call after the other and eight at once. Exits 1 if ours answers fewer than three times as many calls of
 * the bare client a second as MiniStack.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { waitUntil } from '../kernel/wait-until.ts';

const [ministack, ...rest] = process.argv.slice(2);
if (ministack === undefined) throw new TypeError('expected the path of a ministack; see the head of this file');
const localstack = rest.find((argument) => argument.startsWith('http'));
const calls = Number(rest.find((argument) => !argument.startsWith('http')) ?? 4000);
const ROUNDS = 5;
/** Of Linux: what /proc counts processor time in. */
const TICKS_A_SECOND = 100;
const TableName = `bench-${process.pid}`;

interface Peer {
  readonly name: string;
  readonly url: string;
  readonly client: DynamoDBClient;
  readonly pid: number | undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const started: ChildProcess[] = [];

async function start(command: string, args: readonly string[], environment: object, url: string): Promise<number> {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: 'ignore' });
  started.push(child);
  const isUp = () =>
    fetch(url).then(
      () => true,
      () => undefined,
    );
  if ((await waitUntil(isUp, { deadlineMs: 60_000 })) === undefined)
    throw new Error(`${command} does not answer at ${url}`);
  return child.pid as number;
}

const credentials = { accessKeyId: '000000000000', secretAccessKey: 'any' };
const clientOf = (endpoint: string) => new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });

const itemOf = (n: number) => ({
  customer: { S: `customer-${n % 97}` },
  order: { S: `order-${n % 1000}` },
  total: { N: String(n) },
  lines: { L: [{ M: { sku: { S: 'a' }, count: { N: '2' } } }] },
});
const keyOf = (n: number) => ({ customer: { S: `customer-${n % 97}` }, order: { S: `order-${n % 1000}` } });

const inputs = {
  GetItem: (n: number) => ({ TableName, Key: keyOf(n) }),
  PutItem: (n: number) => ({ TableName, Item: itemOf(n) }),
  TransactWriteItems: (n: number) => ({
    TransactItems: [
      { Put: { TableName, Item: itemOf(n) } },
      {
        Update: {
          TableName,
          Key: keyOf(n + 1),
          UpdateExpression: 'ADD seen :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ],
  }),
};
type Operation = keyof typeof inputs;

const agent = new Agent({ keepAlive: true });

/** Neither server looks at the signature, only at its scope. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

function post(url: string, operation: Operation, input: object): Promise<void> {
  const body = JSON.stringify(input);
  const headers = {
    authorization: AUTHORIZATION,
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${operation} with ${answer.statusCode}`));
      answer.once('end', resolve);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

type Call = (peer: Peer, operation: Operation, n: number) => Promise<unknown>;

const bare: Call = ({ url }, operation, n) => post(url, operation, inputs[operation](n));

const sdk: Call = ({ client }, operation, n) => {
  if (operation === 'GetItem') return client.send(new GetItemCommand(inputs.GetItem(n)));
  if (operation === 'PutItem') return client.send(new PutItemCommand(inputs.PutItem(n)));
  return client.send(new TransactWriteItemsCommand(inputs.TransactWriteItems(n)));
};

/** Seconds of processor time that a process took. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

interface Measured {
  readonly perSecond: number;
  readonly serverMicros: number | undefined;
}

let numbered = 0;

async function measure(peer: Peer, call: Call, operation: Operation, count: number, atOnce: number): Promise<Measured> {
  const { pid } = peer;
  let left = count;
  const before = pid && processorSeconds(pid);
  const fromMs = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      numbered += 1;
      await call(peer, operation, numbered);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - fromMs) / 1000;
  const took = pid && processorSeconds(pid) - (before as number);
  return { perSecond: count / seconds, serverMicros: took === undefined ? undefined : (took * 1e6) / count };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function createTable({ client }: Peer): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'customer', KeyType: 'HASH' },
        { AttributeName: 'order', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['customer', 'order'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
}

async function compare(peers: readonly Peer[], client: string, call: Call, atOnce: number): Promise<number> {
  const table: Record<string, Record<string, string>> = {};
  let worst = Number.POSITIVE_INFINITY;
  for (const operation of Object.keys(inputs) as Operation[]) {
    const measured = new Map<string, Measured[]>(peers.map(({ name }) => [name, []]));
    for (const peer of peers) await measure(peer, call, operation, Math.ceil(calls / 10), atOnce);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const peer of peers)
        measured.get(peer.name)?.push(await measure(peer, call, operation, Math.ceil(calls / ROUNDS), atOnce));
    const row: Record<string, string> = {};
    const rates = new Map<string, number>();
    for (const [name, all] of measured) {
      const rate = median(all.map(({ perSecond }) => perSecond));
      rates.set(name, rate);
      row[`${name}, calls/s`] = Math.round(rate).toLocaleString('en');
      const micros = all.flatMap(({ serverMicros }) => serverMicros ?? []);
      if (micros.length > 0) row[`${name}, µs of its processor`] = Math.round(mean(micros)).toLocaleString('en');
    }
    for (const [name, rate] of rates)
      if (name !== 'ours') row[`ours to ${name}`] = ((rates.get('ours') as number) / rate).toFixed(1);
    worst = Math.min(worst, (rates.get('ours') as number) / (rates.get('MiniStack') as number));
    table[operation] = row;
  }
  console.log(`${client}, ${calls} calls of each, ${atOnce === 1 ? 'one after the other' : `${atOnce} at once`}:`);
  for (const [operation, row] of Object.entries(table)) console.log(`  ${operation}: ${JSON.stringify(row)}`);
  return worst;
}

const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
const peers: Peer[] = [];
try {
  const [ourPort, theirPort] = [await freePort(), await freePort()];
  const [ours, theirs] = [ourPort, theirPort].map((port) => `http://127.0.0.1:${port}`) as [string, string];
  const main = join(import.meta.dirname, '../dynamodb/server/main.ts');
  const pid = await start(process.execPath, [main, '--port', String(ourPort)], {}, ours);
  peers.push({ name: 'ours', url: ours, client: clientOf(ours), pid });
  const environment = { BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(theirPort), TMPDIR: folder };
  const itsPid = await start(ministack, [], environment, theirs);
  peers.push({ name: 'MiniStack', url: theirs, client: clientOf(theirs), pid: itsPid });
  if (localstack !== undefined)
    peers.push({ name: 'LocalStack', url: localstack, client: clientOf(localstack), pid: undefined });
  for (const peer of peers) await createTable(peer);
  const ratios = [await compare(peers, 'a bare client', bare, 1), await compare(peers, 'a bare client', bare, 8)];
  for (const atOnce of [1, 8]) await compare(peers, "AWS's client", sdk, atOnce);
  if (localstack !== undefined) await peers.at(-1)?.client.send(new DeleteTableCommand({ TableName }));
  if (Math.min(...ratios) < 3) {
    console.log('fewer than three times as many calls as MiniStack');
    process.exitCode = 1;
  }
} finally {
  for (const { client } of peers) client.destroy();
  agent.destroy();
  for (const child of started) child.kill();
  await rm(folder, { recursive: true, force: true });
}
