import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSync, type Format, stop } from 'esbuild';
import { bundleEntries, wrapperEntry } from '../cdk/bundle.ts';
import { fakeAws } from './testing/fake-aws.ts';

const writesAnItem = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  const dynamo = new DynamoDBClient({});
  export const handler = async (event) => {
    const put = new PutItemCommand({ TableName: 'things', Item: { id: { S: event.id } } });
    return { attempts: (await dynamo.send(put)).$metadata.attempts };
  };`;
const writesABatch = `
  import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
  const dynamo = new DynamoDBClient({});
  export const handler = async () => {
    const things = Array.from({ length: 20 }, (_, n) => ({ PutRequest: { Item: { id: { S: 'thing-' + n } } } }));
    const { UnprocessedItems } = await dynamo.send(new BatchWriteItemCommand({ RequestItems: { things } }));
    return { unprocessed: UnprocessedItems?.things?.length ?? 0 };
  };`;
const soon = { seed: 1, percentage: 100, startsAt: 0, expiresAt: 4_000_000_000_000 };
const onThings = { function: 'foreign', table: 'things' };

/** Invokes the entry in a process of its own, as Lambda does. */
const invoker = `
  const { handler } = await import('./faultline-chaos.mjs');
  const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };
  const answer = await handler({ id: 'thing-1' }, context).catch((error) => ({ error: error.name + ': ' + error.message }));
  console.log(JSON.stringify({ answer }));
  process.exit(0);`;

describe('a handler that knows nothing of chaos, in front of which the entry stands', () => {
  let wrapper: Uint8Array;
  beforeAll(() => {
    wrapper = bundleEntries({ wrapper: wrapperEntry }).wrapper;
  });
  afterAll(stop);

  /** By design chaos acts without rules that it cannot read within a second, which a busy machine may make it: then once more. */
  async function invoke(source: string, rules: readonly object[], format: Format = 'cjs') {
    for (let tries = 1; ; tries++) {
      const outcome = await invokeOnce(source, rules, format);
      if (rules.length === 0 || outcome.injections.length > 0 || tries === 5) return outcome;
    }
  }

  /** A deployed function: its own SDK bundled, our file beside it. */
  async function invokeOnce(source: string, rules: readonly object[], format: Format = 'cjs') {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-foreign-'));
    const file = format === 'esm' ? 'index.mjs' : 'index.cjs';
    buildSync({
      stdin: { contents: source, resolveDir: import.meta.dirname },
      outfile: join(folder, file),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format,
      banner: {
        js:
          format === 'esm'
            ? "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
            : '',
      },
      logLevel: 'silent',
    });
    writeFileSync(join(folder, 'faultline-chaos.mjs'), wrapper);
    writeFileSync(join(folder, 'invoke.mjs'), invoker);
    const aws = await fakeAws(rules);
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, 'invoke.mjs')], {
        env: {
          AWS_ENDPOINT_URL: aws.endpoint,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_LAMBDA_FUNCTION_NAME: 'foreign',
          CHAOS_TABLE: 'chaos',
          FAULTLINE_HANDLER: 'index.handler',
          LAMBDA_TASK_ROOT: folder,
        },
      });
      const injections = stderr
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
      return { ...JSON.parse(stdout), injections, arrivals: aws.arrivals };
    } finally {
      await aws.close();
    }
  }

  it.each(['cjs', 'esm'] as const)('works as before without a rule (%s)', async (format) => {
    const { answer, arrivals, injections } = await invoke(writesAnItem, [], format);
    expect(answer).toEqual({ attempts: 1 });
    expect(arrivals).toMatchObject([{ target: 'DynamoDB_20120810.PutItem', relayed: false, signed: true }]);
    expect(injections).toEqual([]);
  });

  it.each(['cjs', 'esm'] as const)(
    'has its calls throttled inside the retry loop of its own SDK (%s)',
    async (format) => {
      const rule = { id: 'hot', fault: 'throttle', target: onThings, first: 1, parameters: {}, ...soon };
      const { answer, arrivals, injections } = await invoke(writesAnItem, [rule], format);
      expect(answer).toEqual({ attempts: 2 });
      expect(arrivals).toHaveLength(1);
      expect(injections).toMatchObject([
        { fault: 'throttle', place: 'call', operation: 'dynamodb:PutItem', attempt: 1 },
      ]);
    },
  );

  it('gets the exception of the service when all tries are refused', async () => {
    const rule = { id: 'hot', fault: 'throttle', target: onThings, parameters: {}, ...soon };
    const { answer, arrivals } = await invoke(writesAnItem, [rule]);
    expect(answer.error).toMatch(/^ProvisionedThroughputExceededException/);
    expect(arrivals).toEqual([]);
  });

  it('loses the answer of a call that was carried out: it arrives twice', async () => {
    const rule = { id: 'lost', fault: 'lost-acknowledgement', target: onThings, first: 1, parameters: {}, ...soon };
    const { answer, arrivals } = await invoke(writesAnItem, [rule]);
    expect(answer).toEqual({ attempts: 2 });
    expect(arrivals).toHaveLength(2);
    expect(arrivals[0]).toEqual(arrivals[1]);
  });

  it('has a part of a batch left undone: the rest is sent under a signature of its own', async () => {
    const rule = { id: 'u', fault: 'unprocessed-items', target: onThings, parameters: {}, ...soon, percentage: 50 };
    const { answer, arrivals } = await invoke(writesABatch, [rule]);
    expect(arrivals).toHaveLength(1);
    const sent = arrivals[0].body.RequestItems.things.length;
    expect(sent).toBeGreaterThan(0);
    expect(answer.unprocessed).toBe(20 - sent);
    expect(answer.unprocessed).toBeGreaterThan(0);
    expect(arrivals[0].signed).toBe(true);
  });

  it('throws in its place', async () => {
    const parameters = { type: 'Overload', message: 'Too much.' };
    const rule = { id: 'e', fault: 'error', target: { function: 'foreign' }, parameters, ...soon };
    const { answer, arrivals } = await invoke(writesAnItem, [rule]);
    expect(answer.error).toBe('Overload: Too much.');
    expect(arrivals).toEqual([]);
  });

  it('may answer by a callback', async () => {
    const { answer } = await invoke(
      'export const handler = (event, context, callback) => { setImmediate(() => callback(null, event.id)); };',
      [],
    );
    expect(answer).toBe('thing-1');
  });
});
