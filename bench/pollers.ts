/**
 * Messages a second through one SQS event source mapping, with the lab's pollers and with LocalStack's own, in one run.
 *
 *   node bench/pollers.ts [messages = 1000] [port = 4790]
 *
 * Each poller gets a LocalStack of its own, one after the other. A function that works 100 ms on a batch drains a full
 * queue with MaximumConcurrency 5, with batch size 1 and 10; a drain that takes longer than a minute is cut there. Exits
 * 1 if the bound was passed or not reached, if a message came twice, or if the gain is below five times.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { GetEventSourceMappingCommand, LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ClientConfig, clientConfig } from '../kernel/cloud.ts';
import { openEngine } from '../localstack/open-engine.ts';
import { type Consumer, deployConsumer, type Invocation, peakConcurrency } from '../test/integration/consumer.ts';

const messages = Number(process.argv[2] ?? 1000);
const port = Number(process.argv[3] ?? 4790);
const maximumConcurrency = 5;
const workMs = 100;
const cutMs = 60_000;
const leastGain = 5;

interface Result {
  readonly batchSize: number;
  readonly processed: number;
  readonly seconds: number;
  readonly peak: number;
  readonly repeated: number;
  readonly cpuMsPerMessage: number;
}

async function send(sqs: SQSClient, QueueUrl: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += 10) {
    const numbers = Array.from({ length: Math.min(10, count - from) }, (_, index) => from + index);
    const Entries = numbers.map((n) => ({ Id: `m${n}`, MessageBody: JSON.stringify({ n }) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

async function left(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
}

/** Waits until nothing is left, for `limitMs` at most; answers what is left. */
async function drain(sqs: SQSClient, queueUrl: string, limitMs: number): Promise<number> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const count = await left(sqs, queueUrl);
    if (count === 0 || Date.now() > deadline) return count;
    // Seldom, as each look costs LocalStack's one core.
    await pause(500);
  }
}

async function switchMapping(lambda: LambdaClient, UUID: string, Enabled: boolean): Promise<void> {
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  const wanted = Enabled ? 'Enabled' : 'Disabled';
  const deadline = Date.now() + 60_000;
  while ((await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State !== wanted) {
    if (Date.now() > deadline) throw new Error(`the mapping ${UUID} was not ${wanted} within 60 s`);
    await pause(20);
  }
}

/** The invocations since `from`, once they tell of `count` messages: logs arrive a moment later. */
async function logged(consumer: Consumer, from: number, count: number): Promise<readonly Invocation[]> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = (await consumer.invocations()).filter(({ start }) => start >= from);
    if (found.reduce((sum, { messages }) => sum + messages.length, 0) >= count) return found;
    if (Date.now() > deadline) throw new Error(`fewer than ${count} messages were logged within 30 s`);
    await pause(250);
  }
}

/** Processor milliseconds of a process until now; on systems without /proc not known. */
function cpuMs(pid: number | undefined): number {
  try {
    // After the command's closing bracket: the 12th and 13th field are user and system time in ticks of 10 ms.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

async function measure(config: ClientConfig, pid: number | undefined, batchSize: number): Promise<Result> {
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const lambda = new LambdaClient(config);
  const consumer = await deployConsumer(config, { batchSize, maximumConcurrency, workMs, visibilitySeconds: 300 });
  // Environments are started first, so that cold starts are not measured.
  await send(sqs, consumer.queueUrl, maximumConcurrency * batchSize);
  await drain(sqs, consumer.queueUrl, cutMs);
  await switchMapping(lambda, consumer.mappingId, false);
  await send(sqs, consumer.queueUrl, messages);
  const cpuBefore = cpuMs(pid);
  const start = Date.now();
  await switchMapping(lambda, consumer.mappingId, true);
  const processed = messages - (await drain(sqs, consumer.queueUrl, cutMs));
  const cpuMsPerMessage = (cpuMs(pid) - cpuBefore) / processed;
  await switchMapping(lambda, consumer.mappingId, false);
  const invocations = await logged(consumer, start, processed);
  const seconds = (Math.max(...invocations.map(({ end }) => end)) - start) / 1000;
  const deliveries = invocations.flatMap(({ messages }) => messages);
  const repeated = deliveries.length - new Set(deliveries.map(({ n }) => n)).size;
  await consumer.remove();
  return { batchSize, processed, seconds, peak: peakConcurrency(invocations), repeated, cpuMsPerMessage };
}

async function benchmark(pollers: 'stock' | 'concurrent'): Promise<Result[]> {
  process.env.FAULTLINE_POLLERS = pollers;
  const engine = openEngine({ port, engine: 'host' });
  const cloud = await engine.up(() => {});
  try {
    const { pid } = await engine.status();
    const results: Result[] = [];
    for (const batchSize of [1, 10]) {
      const result = await measure(clientConfig(cloud), pid, batchSize);
      results.push(result);
      const rate = (result.processed / result.seconds).toFixed(1);
      console.log(
        `${pollers.padEnd(10)} batch size ${String(batchSize).padStart(2)}: ${rate.padStart(6)} messages/s ` +
          `(${result.processed} in ${result.seconds.toFixed(1)} s), peak ${result.peak} batches at once, ` +
          `LocalStack ${result.cpuMsPerMessage.toFixed(1)} ms CPU a message`,
      );
    }
    return results;
  } finally {
    await engine.down();
  }
}

const stock = await benchmark('stock');
const concurrent = await benchmark('concurrent');
const faults: string[] = [];
for (const [index, ours] of concurrent.entries()) {
  const peer = stock[index] as Result;
  const gain = ours.processed / ours.seconds / (peer.processed / peer.seconds);
  const name = `batch size ${ours.batchSize}`;
  console.log(`${name}: ${gain.toFixed(1)} times the stock poller`);
  if (gain < leastGain) faults.push(`${name}: the gain is ${gain.toFixed(1)}, expected ${leastGain} or more`);
  if (ours.peak !== maximumConcurrency)
    faults.push(`${name}: ${ours.peak} batches ran at once, expected ${maximumConcurrency}`);
  if (ours.processed !== messages) faults.push(`${name}: ${ours.processed} of ${messages} messages were processed`);
  if (ours.repeated > 0) faults.push(`${name}: ${ours.repeated} messages were delivered twice`);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
