/**
 * What chaos costs while no fault acts: per invocation beside failure-lambda, and per AWS SDK call, in one run.
 *
 *   node bench/chaos-overhead.ts [samples = 20000]
 *
 * Each subject is a handler or a client of its own; they take turns in rounds, so that a busy machine slows all of them. The
 * overhead is what the median and the 99th percentile of a round are more than those of the bare one. Chaos is wired as in a function:
 * its rules come from a table, read through the real SDK from a stub on loopback. Installs failure-lambda 0.4.4 in a folder
 * of its own. Exits 1 when a median is past its goal.
 */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { chaos } from '../chaos/middleware/chaos.ts';
import { withChaos } from '../chaos/middleware/sdk-plugin.ts';
import { failureLambda } from './chaos-overhead/failure-lambda.ts';
import { overheadOf, type Subject, sampleInTurns } from './chaos-overhead/samples.ts';
import { openStubs } from './chaos-overhead/stubs.ts';
import { underRules } from './chaos-overhead/under-rules.ts';

const samples = Number(process.argv[2] ?? 20_000);
const goals = { invocation: 50, call: 10 };

const event = {
  Records: Array.from({ length: 10 }, (_, n) => ({
    messageId: `message-${n}`,
    receiptHandle: `handle-${n}`,
    body: JSON.stringify({ type: 'command', sagaId: `order-${n}`, step: 'charge', action: 'do' }),
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:orders-payments',
  })),
};
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 5_000 } as Context;
const work = async () => ({ batchItemFailures: [] });
const invoke = (handler: (event: unknown, context: Context) => unknown) => () => handler(event, context);

await using stubs = await openStubs();
const peer = await failureLambda(stubs.appConfigPort);

const handlers: Subject[] = [
  { name: 'bare middy', run: invoke(middy().handler(work)) },
  { name: 'chaos(), no rule', run: invoke(middy().use(chaos()).handler(work)) },
  {
    name: 'chaos(), a rule for another function',
    run: invoke(
      middy()
        .use(chaos(underRules('another')))
        .handler(work),
    ),
  },
  {
    name: 'chaos(), a rule that spares all',
    run: invoke(
      middy()
        .use(chaos(underRules('this')))
        .handler(work),
    ),
  },
  { name: 'a bare function', run: invoke(work) },
  { name: 'failure-lambda, nothing configured', run: invoke(peer.unconfigured(work)) },
  { name: 'failure-lambda, AppConfig, off', run: invoke(peer.byAppConfig(work)) },
];

const command = new GetItemCommand({ TableName: 'orders-stock', Key: { sku: { S: 'SKU-1' } } });
const open = () => new DynamoDBClient({ ...stubs.client, requestHandler: stubs.requestHandler });
const call = (client: DynamoDBClient) => () => client.send(command);
const clients: Subject[] = [
  { name: 'bare client', run: call(open()) },
  { name: 'withChaos(), no rule', run: call(withChaos(open())) },
  { name: 'withChaos(), a rule for another function', run: call(withChaos(open(), underRules('another'))) },
  { name: 'withChaos(), a rule that spares all', run: call(withChaos(open(), underRules('this'))) },
];

const [bare, ...chaotic] = await sampleInTurns(handlers.slice(0, 4), samples);
const [plain, ...failures] = await sampleInTurns(handlers.slice(4), samples);
const [direct, ...calls] = await sampleInTurns(clients, samples);
if (bare === undefined || plain === undefined || direct === undefined) throw new Error('There are no samples.');
const invocations = [...overheadOf(bare, chaotic), ...overheadOf(plain, failures)];
const sdk = overheadOf(direct, calls);

console.log(`microseconds of ${samples} samples each; Node ${process.version}; ${stubs.reads()} reads of rules in all`);
console.log('\nan invocation with ten SQS records');
console.table(Object.fromEntries(invocations.map(({ name, ...row }) => [name, row])));
console.log('\na GetItem, answered in the process');
console.table(Object.fromEntries(sdk.map(({ name, ...row }) => [name, row])));

const medianOf = (rows: typeof sdk, name: string) =>
  rows.find((row) => row.name === name)?.['median more'] ?? Number.NaN;
const met =
  medianOf(invocations, 'chaos(), no rule') < goals.invocation && medianOf(sdk, 'withChaos(), no rule') < goals.call;
console.log(
  `goals: fewer than ${goals.invocation} us an invocation and ${goals.call} us a call, in the median: ${met ? 'met' : 'missed'}`,
);
process.exitCode = met ? 0 : 1;
