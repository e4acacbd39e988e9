/**
 * Calls a second that our own DynamoDB makes in this process, by operation and by how many items the table holds, and what
 * a fresh database and a fork cost.
 *
 *   node bench/dynamodb-core.ts [most items = 1000000]
 *
 * The table has a stream and a global index, as tables of an application have. Exits 1 if any call costs four times as much in the
 * largest table as in the smallest, or a fork a hundred times as much. Its peer is a bare `Map` of the same items.
 */

import { calm } from '../dynamodb/calls/circumstances.ts';
import { Database } from '../dynamodb/database.ts';

const most = Number(process.argv[2] ?? 1_000_000);
const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= most);
const caller = { account: '000000000000', region: 'us-east-1' };
const rounds = 5;

const definition = {
  TableName: 'orders',
  KeySchema: [
    { AttributeName: 'customer', KeyType: 'HASH' },
    { AttributeName: 'order', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['customer', 'order', 'state'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-state',
      KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

const keyOf = (n: number) => ({ customer: { S: `customer-${n % 997}` }, order: { S: `order-${n}` } });
const itemOf = (n: number) => ({
  ...keyOf(n),
  state: { S: `state-${n % 5}` },
  total: { N: String(n) },
  lines: { L: [{ M: { sku: { S: 'a' }, count: { N: '2' } } }] },
});

/** One database, its clock a counter: a thousand calls pass in a second. */
class World {
  readonly #database: Database;
  #calls = 0;

  constructor(database = new Database()) {
    this.#database = database;
  }

  call(operation: string, input: object): object | undefined {
    this.#calls += 1;
    const circumstances = { nowMs: 1_700_000_000_000 + this.#calls, chance: calm };
    return this.#database.call('dynamodb', operation, input, caller, circumstances);
  }

  fork(): Database {
    return this.#database.fork();
  }
}

/** Spreads calls over all items of a table. */
const spread = (n: number, size: number) => (n * 7_919) % size;

const operations: Readonly<Record<string, (world: World, n: number, size: number) => unknown>> = {
  GetItem: (world, n, size) => world.call('GetItem', { TableName: 'orders', Key: keyOf(spread(n, size)) }),
  PutItem: (world, n, size) => world.call('PutItem', { TableName: 'orders', Item: itemOf(spread(n, size)) }),
  'PutItem, on condition': (world, n, size) =>
    world.call('PutItem', {
      TableName: 'orders',
      Item: itemOf(spread(n, size)),
      ConditionExpression: 'attribute_exists(customer)',
    }),
  UpdateItem: (world, n, size) =>
    world.call('UpdateItem', {
      TableName: 'orders',
      Key: keyOf(spread(n, size)),
      UpdateExpression: 'SET #state = :state ADD #total :one',
      ExpressionAttributeNames: { '#state': 'state', '#total': 'total' },
      ExpressionAttributeValues: { ':state': { S: `state-${n % 3}` }, ':one': { N: '1' } },
    }),
  'TransactWriteItems, two items and a token': (world, n, size) =>
    world.call('TransactWriteItems', {
      ClientRequestToken: `token-${n}`,
      TransactItems: [
        { Put: { TableName: 'orders', Item: itemOf(spread(n, size)) } },
        {
          Update: {
            TableName: 'orders',
            Key: keyOf(spread(n + 1, size)),
            UpdateExpression: 'SET seen = :n',
            ConditionExpression: 'attribute_exists(customer)',
            ExpressionAttributeValues: { ':n': { N: String(n) } },
          },
        },
      ],
    }),
  'Query, 10 items': (world, n) =>
    world.call('Query', {
      TableName: 'orders',
      KeyConditionExpression: 'customer = :customer',
      ExpressionAttributeValues: { ':customer': { S: `customer-${n % 997}` } },
      Limit: 10,
    }),
};

/** Other work on the machine says little of a database: time is that of this process on its processors. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Calls a second, the best of a few rounds. */
function rate(work: (n: number) => unknown, count: number): number {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const fromMs = processorMs();
    for (let n = 0; n < count; n += 1) work(round * count + n);
    best = Math.max(best, (count * 1000) / (processorMs() - fromMs));
  }
  return best;
}

function fill(size: number): World {
  const world = new World();
  world.call('CreateTable', definition);
  for (let n = 0; n < size; n += 1) world.call('PutItem', { TableName: 'orders', Item: itemOf(n) });
  return world;
}

/** Milliseconds that something takes, in the mean of many. */
function cost(work: () => unknown, times: number): number {
  const fromMs = processorMs();
  for (let n = 0; n < times; n += 1) work();
  return (processorMs() - fromMs) / times;
}

const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')}/s`;
const rates = new Map<string, number[]>();
const forks: number[] = [];
for (const size of sizes) {
  const world = fill(size);
  forks.push(cost(() => world.fork(), 100));
  for (const [name, work] of Object.entries(operations)) {
    const measured = rate((n) => work(world, n, size), 20_000);
    rates.set(name, [...(rates.get(name) ?? []), measured]);
  }
}
const fresh = cost(() => new World().call('CreateTable', definition), 200);
const bare = new Map(Array.from({ length: 1_000 }, (_, n) => [JSON.stringify(keyOf(n)), itemOf(n)]));
const peer = rate((n) => bare.get(JSON.stringify(keyOf(n % 1_000))), 20_000);

console.table(
  Object.fromEntries(
    [...rates].map(([name, all]) => [
      name,
      Object.fromEntries(all.map((value, index) => [`${sizes[index]} items`, perSecond(value)])),
    ]),
  ),
);
console.log(`a fork: ${forks.map((ms, index) => `${ms.toFixed(3)} ms of ${sizes[index]} items`).join(', ')}`);
console.log(`a fresh database with its table: ${fresh.toFixed(3)} ms; a Map, for comparison: ${perSecond(peer)}`);

const curved = [...rates].filter(([, all]) => (all[0] as number) > 4 * (all.at(-1) as number)).map(([name]) => name);
if ((forks.at(-1) as number) > 100 * (forks[0] as number)) curved.push('fork');
if (curved.length > 0) {
  console.log(`much slower in a large table: ${curved.join(', ')}`);
  process.exitCode = 1;
}
