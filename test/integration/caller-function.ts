import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { build } from 'esbuild';
import { deployZip, type ZipFunction } from './zip-function.ts';

/** What the function answers. */
export interface Called {
  readonly pid: number;
  /** Its clock in epoch milliseconds: `Date.now()`, kept from before the first invocation, and `new Date()`. */
  readonly now: number;
  readonly date: number;
  readonly remainingMs: number;
  /** Tries of each of its calls. */
  readonly attempts: readonly number[];
  /** Milliseconds by a clock that is not `Date`. */
  readonly tookMs: number;
}

const source = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({ maxAttempts: 3 });
const { now } = Date;
export const handler = async ({ Records }, context) => {
  const began = performance.now();
  const ids = Records.map(({ body }) => JSON.parse(body).orderId);
  const clock = { now: now(), date: new Date().getTime(), remainingMs: context.getRemainingTimeInMillis() };
  const attempts = [];
  for (const orderId of ids) {
    for (const part of ['first', 'second']) {
      const Item = { id: { S: orderId + '#' + part }, orderId: { S: orderId } };
      const { $metadata } = await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
      attempts.push($metadata.attempts);
    }
  }
  console.log('handled', JSON.stringify(ids), process.pid);
  return { pid: process.pid, ...clock, attempts, tookMs: performance.now() - began };
};`;

/** An event of SQS with a message for each order. */
export function queueEvent(...orders: readonly string[]): object {
  return {
    Records: orders.map((orderId, n) => ({
      eventSource: 'aws:sqs',
      messageId: `message-${n}`,
      body: JSON.stringify({ orderId }),
      attributes: { ApproximateReceiveCount: '1' },
    })),
  };
}

/** A function with the real AWS SDK that writes two items for each order, one after the other, into a table. */
export async function deployCaller(
  table: string,
  settings: Partial<CreateFunctionCommandInput> = {},
): Promise<ZipFunction> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'cjs',
  });
  const code = outputFiles[0]?.text ?? '';
  const variables = { TABLE: table, CHAOS_KEY: 'orderId' };
  return deployZip({ 'index.js': code }, { Environment: { Variables: variables }, Timeout: 5, ...settings });
}
