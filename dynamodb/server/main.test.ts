import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../kernel/wait-until.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const started: ChildProcess[] = [];

/** Starts a process that prints `ready URL`, and returns the URL. */
async function ready(process: ChildProcess): Promise<string> {
  started.push(process);
  const lines = createInterface({ input: process.stdout as NodeJS.ReadableStream });
  const [line] = await once(lines, 'line');
  return /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line as string)?.[1] as string;
}

const isUp = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
});

describe('the server', () => {
  it('says when it is ready, and answers the SDK', async () => {
    const url = await ready(spawn(process.execPath, [MAIN], { stdio: ['ignore', 'pipe', 'inherit'] }));
    const credentials = { accessKeyId: '000000000000', secretAccessKey: 'any' };
    const client = new DynamoDBClient({ endpoint: url, region: 'eu-west-1', credentials });
    const { TableDescription: table } = await client.send(
      new CreateTableCommand({
        TableName: 'Orders',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    expect(table?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:000000000000:table/Orders');
    const Item = { id: { S: 'größe' }, bytes: { B: new Uint8Array([1, 2, 3]) } };
    await client.send(new PutItemCommand({ TableName: 'Orders', Item }));
    const got = await client.send(new GetItemCommand({ TableName: 'Orders', Key: { id: Item.id } }));
    expect(got.Item).toEqual(Item);
    client.destroy();
  });

  it('ends with the process that started it, however that ends', async () => {
    const script = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(MAIN)}], { stdio: 'inherit' });setInterval(() => {}, 1000)`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await ready(parent);
    expect(await isUp(url)).toBe(true);
    parent.kill('SIGKILL');
    expect(await waitUntil(async () => ((await isUp(url)) ? undefined : 'down'), { deadlineMs: 20_000 })).toBe('down');
  });

  it('refuses a port that is taken, and options that it does not know, with one message', async () => {
    const url = await ready(spawn(process.execPath, [MAIN], { stdio: ['ignore', 'pipe', 'inherit'] }));
    for (const [args, message] of [
      [['--port', new URL(url).port], /^cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/],
      [['--port', '65536'], /^--port is "65536"; expected a whole number from 0 to 65535/],
      [['--prot', '1'], /^Unknown option '--prot'/],
    ] as const) {
      const failing = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      failing.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      const [code] = await once(failing, 'close');
      expect([code, said]).toEqual([3, expect.stringMatching(message)]);
    }
  });
});
