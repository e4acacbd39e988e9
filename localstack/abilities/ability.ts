import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Clients } from '../../kernel/clients.ts';

/** Where the questions are put: a cloud, with a stack of ours to put them to. */
export interface Asked extends Omit<Clients, 'destroy'> {
  readonly endpoint: string;
  readonly logs: CloudWatchLogsClient;
  readonly streams: DynamoDBStreamsClient;
  /** Outputs of the stack: addresses of queues, names of functions, ARN of a stream. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Something that clouds differ in, and the question that tells. It is put to what a cloud does, not to what it says of itself. */
export interface Ability {
  /** In a few words: "redrive". */
  readonly name: string;
  /** What a cloud that has it does, as the end of "a cloud …". */
  readonly what: string;
  /** Whether the cloud does it; what goes wrong on the way counts as no. */
  ask(asked: Asked): Promise<boolean>;
}

/** How long a cloud may take to do what it is asked for. Slow is not wrong. */
export const within = { deadlineMs: 20_000, everyMs: 100 };
