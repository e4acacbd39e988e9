import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { localstackCloud } from '../../../kernel/cloud.ts';
import type { Time } from '../../../kernel/pause.ts';
import type { QueueDepth } from '../../../run/run-files.ts';
import type { ProbeContext } from '../probe.ts';

/** What a made-up system answers. */
export interface FakeAnswers {
  readonly depths?: Readonly<Record<string, QueueDepth>>;
  /** How long requests took, in milliseconds. */
  readonly waits?: readonly number[];
  readonly address?: string;
  /** What DynamoDB answers to each call in order, and nothing after the last; an error is thrown. */
  readonly pages?: readonly (object | Error)[];
}

/** A probe's surroundings for tests, with a clock that only pauses move. */
export function openFakes({ depths = {}, waits = [], address, pages = [] }: FakeAnswers) {
  let now = 1_000_000;
  const calls: Readonly<Record<string, unknown>>[] = [];
  const region = 'us-east-1';
  const dynamo = new DynamoDBClient({ region });
  dynamo.middlewareStack.add(
    () =>
      async ({ input }) => {
        // The paginator writes the next key into the input of the call before.
        calls.push({ ...input });
        const page = pages[calls.length - 1] ?? { Count: 0 };
        if (page instanceof Error) throw page;
        return { response: {}, output: { $metadata: {}, ...page } };
      },
    { step: 'initialize', priority: 'low' },
  );
  const context: ProbeContext = {
    cloud: localstackCloud('http://127.0.0.1:1'),
    deployed: {
      addresses: address === undefined ? [] : [address],
      functions: [],
      queues: ['work'],
      deadLetterQueues: ['work-dlq'],
      outputQueues: [],
      redrives: [{ queue: 'work', deadLetterQueue: 'work-dlq' }],
      mappings: [],
      tables: [],
      stateMachines: [],
      chaos: { table: 'chaos', functions: {} },
    },
    observer: { depths: async () => depths },
    customers: { waits: () => [...waits] },
    clients: { dynamo, sqs: new SQSClient({ region }), lambda: new LambdaClient({ region }), destroy: () => undefined },
    now: () => now,
  };
  const time: Time = {
    now: () => now,
    async pause(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
    },
  };
  return { context, time, calls };
}
