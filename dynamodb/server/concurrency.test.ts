import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAppend } from '../../verify/checkers/transactions/list-append/list-append.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { linearizability } from '../../verify/linearizability/linearizability.ts';
import { type AnyModel, models } from '../../verify/linearizability/models/models.ts';

const CLIENTS = 16;
const CALLS = 25;
const TableName = 'Contended';
const modelOf = (name: string) => models.get(name) as AnyModel;

let server: ChildProcess;
let clients: readonly DynamoDBClient[];

beforeAll(async () => {
  const main = join(import.meta.dirname, 'main.ts');
  server = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: server.stdout as NodeJS.ReadableStream }), 'line');
  const connection = {
    endpoint: String(line).replace('ready ', ''),
    region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'any' },
  };
  clients = Array.from({ length: CLIENTS }, () => new DynamoDBClient(connection));
  await clients[0]?.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

afterAll(() => {
  for (const client of clients) client.destroy();
  server.kill('SIGKILL');
});

interface Operation {
  readonly f: string;
  readonly key?: string;
  readonly value: unknown;
  /** What it came to. */
  perform(client: DynamoDBClient): Promise<unknown>;
}

/** What happens if each client does its operations one after the other, all clients at once. */
async function historyOf(operationOf: (client: number, call: number) => Operation): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  const tell = (event: Omit<HistoryEvent, 'index' | 'time'>) =>
    events.push({ index: events.length, time: events.length, ...event });
  await Promise.all(
    clients.map(async (client, process) => {
      for (let call = 0; call < CALLS; call += 1) {
        const { f, key, value, perform } = operationOf(process, call);
        tell({ process, type: 'invoke', f, key, value });
        tell({ process, type: 'ok', f, key, value: await perform(client) });
      }
    }),
  );
  return events;
}

const keyOf = (id: string) => ({ TableName, Key: { id: { S: id } } });

async function read(client: DynamoDBClient, id: string): Promise<number | null> {
  const { Item } = await client.send(new GetItemCommand({ ...keyOf(id), ConsistentRead: true }));
  return Item?.n?.N === undefined ? null : Number(Item.n.N);
}

describe('many clients at once', () => {
  it('add to a number and lose nothing', async () => {
    const key = 'counter';
    const add: Operation = {
      f: 'add',
      key,
      value: 1,
      perform: async (client) => {
        const ExpressionAttributeValues = { ':one': { N: '1' } };
        await client.send(
          new UpdateItemCommand({ ...keyOf(key), UpdateExpression: 'ADD n :one', ExpressionAttributeValues }),
        );
        return 1;
      },
    };
    const reads: Operation = { f: 'read', key, value: null, perform: async (client) => (await read(client, key)) ?? 0 };
    const history = await historyOf((client, call) => ((client + call) % 4 === 0 ? reads : add));
    expect(linearizability.check(history, { model: modelOf('counter') })).toEqual(
      expect.objectContaining({ valid: true }),
    );
    const added = history.filter(({ f, type }) => f === 'add' && type === 'ok').length;
    expect(await read(clients[0] as DynamoDBClient, key)).toBe(added);
  });

  it('compare and set, and one of them wins', async () => {
    const cas = (key: string, from: number | null, to: number): Operation => ({
      f: 'cas',
      key,
      value: [from, to],
      perform: async (client) => {
        const values = { ':to': { N: String(to) }, ...(from !== null && { ':from': { N: String(from) } }) };
        const request = new UpdateItemCommand({
          ...keyOf(key),
          UpdateExpression: 'SET n = :to',
          ConditionExpression: from === null ? 'attribute_not_exists(n)' : 'n = :from',
          ExpressionAttributeValues: values,
        });
        return client.send(request).then(
          () => true,
          (error) => {
            if (error instanceof ConditionalCheckFailedException) return false;
            throw error;
          },
        );
      },
    });
    const history = await historyOf((client, call) => {
      const key = `register-${call % 3}`;
      const step = Math.floor(call / 3);
      if (client % 4 === 0) return { f: 'read', key, value: null, perform: (one) => read(one, key) };
      return cas(key, step === 0 ? null : step - 1, step);
    });
    expect(linearizability.check(history, { model: modelOf('cas-register') })).toEqual(
      expect.objectContaining({ valid: true }),
    );
    const wins = history.filter(({ f, type, value }) => f === 'cas' && type === 'ok' && value === true);
    expect(wins).toHaveLength(CALLS);
  });

  it('write and read in transactions, strictly serializable', async () => {
    const lists = ['x', 'y', 'z'];
    const append = (ids: readonly string[], element: number): Operation => {
      const value = ids.map((id) => ['append', id, element]);
      return {
        f: 'txn',
        value,
        perform: async (client) => {
          const TransactItems = ids.map((id) => ({
            Update: {
              ...keyOf(id),
              UpdateExpression: 'SET l = list_append(if_not_exists(l, :none), :one)',
              ExpressionAttributeValues: { ':none': { L: [] }, ':one': { L: [{ N: String(element) }] } },
            },
          }));
          await client.send(new TransactWriteItemsCommand({ TransactItems }));
          return value;
        },
      };
    };
    const reads = (ids: readonly string[]): Operation => ({
      f: 'txn',
      value: ids.map((id) => ['r', id, null]),
      perform: async (client) => {
        const TransactItems = ids.map((id) => ({ Get: keyOf(id) }));
        const { Responses } = await client.send(new TransactGetItemsCommand({ TransactItems }));
        return ids.map((id, index) => ['r', id, (Responses?.[index]?.Item?.l?.L ?? []).map(({ N }) => Number(N))]);
      },
    });
    const history = await historyOf((client, call) => {
      const ids = lists.filter((_, index) => (client + call + index) % 3 !== 0);
      return call % 2 === 0 ? append(ids, client * CALLS + call) : reads(ids);
    });
    expect(listAppend.check(history, { model: 'strict-serializable' })).toEqual(
      expect.objectContaining({ valid: true }),
    );
  });
});
