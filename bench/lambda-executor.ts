import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { deployZip, lambda, type ZipFunction } from '../test/integration/zip-function.ts';

// What the Lambda executor costs: warm and cold invocations of an empty function, each with its peer beside it.
// Against a running LocalStack: `AWS_ENDPOINT_URL=http://127.0.0.1:4566 node bench/lambda-executor.ts [warm calls] [cold starts]`

const warmCalls = Number(process.argv[2] ?? 300);
const coldStarts = Number(process.argv[3] ?? 10);
const run = promisify(execFile);

interface Summary {
  readonly n: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly perSecond: number;
}

/** Times `count` calls of `work`, `parallel` at once. */
async function time(count: number, parallel: number, work: () => Promise<unknown>): Promise<Summary> {
  const durations: number[] = [];
  let left = count;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const from = performance.now();
      await work();
      durations.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  const seconds = (performance.now() - started) / 1000;
  durations.sort((a, b) => a - b);
  const at = (share: number) => Math.round((durations[Math.floor((durations.length - 1) * share)] ?? 0) * 10) / 10;
  return { n: count, p50Ms: at(0.5), p95Ms: at(0.95), perSecond: Math.round(count / seconds) };
}

const invoke = (fn: ZipFunction, type: 'RequestResponse' | 'DryRun') =>
  lambda.send(new InvokeCommand({ FunctionName: fn.name, InvocationType: type, Payload: '{}' }));

async function killEnvironments(fn: ZipFunction): Promise<void> {
  const url = `${process.env.AWS_ENDPOINT_URL}/_localstack/faultline/environments`;
  const { environments } = (await (await fetch(url)).json()) as { environments: { id: string; function: string }[] };
  for (const { id } of environments.filter((environment) => environment.function === fn.name))
    await fetch(`${url}/${id}/kill`, { method: 'POST' });
}

await using fn = await deployZip({ 'index.mjs': 'export const handler = async () => null;' });
await time(100, 1, () => invoke(fn, 'RequestResponse'));

const inits: number[] = [];
const cold = await time(coldStarts, 1, async () => {
  await killEnvironments(fn);
  const { log } = await fn.invoke();
  inits.push(Number(/Init Duration: (\S+) ms/.exec(log)?.[1]));
});
inits.sort((a, b) => a - b);

console.table({
  'warm invocation': await time(warmCalls, 1, () => invoke(fn, 'RequestResponse')),
  'peer: a dry run, which LocalStack answers itself': await time(warmCalls, 1, () => invoke(fn, 'DryRun')),
  'warm, 5 at once': await time(warmCalls, 5, () => invoke(fn, 'RequestResponse')),
  'peer: dry runs, 5 at once': await time(warmCalls, 5, () => invoke(fn, 'DryRun')),
  'cold invocation, with the kill before it': cold,
  'peer: node starts and ends': await time(coldStarts, 1, () => run(process.execPath, ['--eval', '0'])),
});
console.log(`Init Duration of the cold ones: median ${inits[Math.floor(inits.length / 2)]} ms`);
