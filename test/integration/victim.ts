import { unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { chaos } from '../../chaos/middleware/chaos.ts';

/** What the victim says about a message that it got, in its log. */
export interface Sighting {
  readonly key: string;
  readonly body: string;
  readonly receives: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly requestId: string;
}

/** What the victim answers to a request. */
export interface Condition {
  /** What came of writing a file: `written`, or the code of the error. */
  readonly disk: string;
  /** Processor time that its process used in a moment in which the handler slept. */
  readonly busyMs: number;
}

/** A function that any fault may hit: it writes down which messages it sees, and tells requests how it is. */
export const handler = middy()
  .use(chaos())
  .handler(async (event: unknown, context) => {
    if (isQueueEvent(event)) return consume(event, context.awsRequestId);
    return { statusCode: 200, body: JSON.stringify(await condition()) };
  });

function isQueueEvent(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event;
}

function consume({ Records }: SQSEvent, requestId: string): SQSBatchResponse {
  const failed = Records.filter(({ body, messageAttributes, attributes }) => {
    const key = messageAttributes.key?.stringValue ?? '';
    const receives = Number(attributes.ApproximateReceiveCount);
    console.log(JSON.stringify({ sighting: { key, body, receives, at: Date.now(), requestId } satisfies Sighting }));
    return !body.startsWith('{');
  });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function condition(): Promise<Condition> {
  const path = join(tmpdir(), 'victim');
  let disk = 'written';
  try {
    writeFileSync(path, 'x'.repeat(10_000));
    unlinkSync(path);
  } catch (error) {
    disk = (error as NodeJS.ErrnoException).code ?? String(error);
  }
  const before = process.cpuUsage();
  await pause(400);
  const { user, system } = process.cpuUsage(before);
  return { disk, busyMs: (user + system) / 1_000 };
}
