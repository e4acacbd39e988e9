import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What a chaos function has of the execution environment that it lives in. */
export interface ChaosFunctionEnvironment {
  readonly documents: DynamoDBDocumentClient;
  /** Name of the table in which rules and notes lie. */
  readonly table: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** A string that nobody else has, another at each call. */
  readonly unique: () => string;
}

let shared: ChaosFunctionEnvironment | undefined;

/**
 * The environment of this process, wired to the real clock and to the chaos table that `CHAOS_TABLE` names.
 * @throws Error if the function was deployed without it
 */
export function processEnvironment(): ChaosFunctionEnvironment {
  shared ??= create(process.env.CHAOS_TABLE);
  return shared;
}

function create(table: string | undefined): ChaosFunctionEnvironment {
  if (!table) throw new Error('CHAOS_TABLE is not set; expected the name of the chaos table. Deploy the stack again.');
  const marshallOptions = { removeUndefinedValues: true };
  return {
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions }),
    table,
    now: Date.now,
    sleep,
    unique: randomUUID,
  };
}
