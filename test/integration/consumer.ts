import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { ClientConfig } from '../../kernel/cloud.ts';
import { type ConsumerSettings, consumerTemplate } from './consumer-template.ts';

/** A message as one invocation saw it. */
export interface Delivery {
  readonly n: number;
  /** SQS's count of its receives, this one included. */
  readonly receives: number;
  /** When it was received for the first time, in epoch milliseconds. */
  readonly firstReceived: number;
  /** Its message group, on a FIFO queue. */
  readonly group?: string;
}

/** One invocation of the consumer, as its own log tells it. Times are epoch milliseconds. */
export interface Invocation {
  readonly start: number;
  readonly end: number;
  readonly messages: readonly Delivery[];
}

/** A queue, its DLQ and a function that consumes it and writes down what it does. */
export interface Consumer {
  readonly queueUrl: string;
  readonly dlqUrl: string;
  readonly functionName: string;
  readonly mappingId: string;
  /** What the function logged until now, in the order of its starts. Logs arrive a moment after the invocation. */
  invocations(): Promise<readonly Invocation[]>;
  remove(): Promise<void>;
}

/** Deploys a consumer by CloudFormation, under a name of its own. */
export async function deployConsumer(config: ClientConfig, settings: ConsumerSettings = {}): Promise<Consumer> {
  const cloudFormation = new CloudFormationClient(config);
  const StackName = `consumer-${randomUUID()}`;
  await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(consumerTemplate(StackName, settings)) }),
  );
  await waitUntilStackCreateComplete(
    { client: cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName },
  );
  const stack = (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  const output = (name: string): string => {
    const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (value === undefined) throw new Error(`the stack ${StackName} has no output ${name}`);
    return value;
  };
  return {
    queueUrl: output('QueueUrl'),
    dlqUrl: output('DlqUrl'),
    functionName: StackName,
    mappingId: output('MappingId'),
    invocations: () => loggedInvocations(new CloudWatchLogsClient(config), `/aws/lambda/${StackName}`),
    remove: async () => {
      await cloudFormation.send(new DeleteStackCommand({ StackName }));
    },
  };
}

/** The most invocations that ran at the same time. */
export function peakConcurrency(invocations: readonly Invocation[]): number {
  const changes = invocations.flatMap(({ start, end }) => [
    { at: start, by: 1 },
    { at: end, by: -1 },
  ]);
  // An end in the same millisecond as a start came first: the clock is too coarse to tell, and the slot was freed.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let running = 0;
  let peak = 0;
  for (const { by } of changes) {
    running += by;
    peak = Math.max(peak, running);
  }
  return peak;
}

async function loggedInvocations(client: CloudWatchLogsClient, logGroupName: string): Promise<readonly Invocation[]> {
  const found: Invocation[] = [];
  try {
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName }))
      for (const { message = '' } of page.events ?? []) {
        // The runtime puts the time, the request id and the level before what a function logs.
        const [, line] = /({"invocation":.*})\s*$/.exec(message) ?? [];
        if (line !== undefined) found.push((JSON.parse(line) as { invocation: Invocation }).invocation);
      }
  } catch (error) {
    // The log group comes with the first line.
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
  }
  return found.sort((a, b) => a.start - b.start);
}
