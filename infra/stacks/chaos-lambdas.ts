import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { DeadLetteredQueue } from '../constructs/dead-lettered-queue.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import type { ProtectedTable } from '../constructs/protected-table.ts';
import type { EntryName } from './entries.ts';

/** Properties of the {@link ChaosLambdas}. */
export interface ChaosLambdasProps {
  /** The folder of each function's bundle. */
  readonly bundles: Readonly<Record<EntryName, string>>;
  /** Where rules and notes lie; no fault may touch it. */
  readonly chaosTable: ProtectedTable;
  /** The functions that may be disturbed: they read the rules, and their settings may be changed. */
  readonly functions: readonly HandlerFunction[];
  /** The queues whose attributes and event source mappings may be changed, with their dead-letter queues. */
  readonly queues: readonly DeadLetteredQueue[];
  /** The tables whose capacity may be changed. */
  readonly tables: readonly ProtectedTable[];
}

/** How long a change may take to be seen: AWS takes up to a minute for a mapping, and some for a table. */
const slow = Duration.minutes(3);
const quick = Duration.seconds(30);

/** The functions that inject faults and take them back, and what they need to reach their targets. */
export class ChaosLambdas extends Construct {
  private readonly props: ChaosLambdasProps;

  constructor(scope: Construct, id: string, props: ChaosLambdasProps) {
    super(scope, id);
    this.props = props;
    const { functions, queues, tables } = props;
    this.injector('Latency', 'chaos-latency', quick);
    this.injector('Throttle', 'chaos-throttle', quick);
    this.injector('Failure', 'chaos-failure', quick);

    const arns = functions.map(({ arn }) => arn);
    const concurrency = this.injector('Concurrency', 'chaos-concurrency', quick);
    concurrency.allow(
      ['GetFunctionConcurrency', 'PutFunctionConcurrency', 'DeleteFunctionConcurrency'].map((a) => `lambda:${a}`),
      arns,
    );
    const configuration = this.injector('Configuration', 'chaos-configuration', slow);
    configuration.allow(['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration'], arns);
    const mapping = this.injector('Mapping', 'chaos-mapping', slow);
    const mappings = queues.map((queue) => queue.mapping);
    mapping.allow(
      ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      mappings.map(({ arn }) => arn),
    );
    mapping.addEnvironment(
      'CHAOS_MAPPINGS',
      Stack.of(this).toJsonString(
        mappings.map(({ functionName, queueName, uuid }) => ({ function: functionName, queue: queueName, uuid })),
      ),
    );
    const queue = this.injector('Queue', 'chaos-queue', quick);
    queue.allow(
      ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:SetQueueAttributes'],
      queues.flatMap(({ queue, deadLetterQueue }) => [queue.queueArn, deadLetterQueue.queueArn]),
    );
    const table = this.injector('Table', 'chaos-table', slow);
    table.allow(
      ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'],
      tables.map(({ table }) => table.tableArn),
    );

    for (const target of functions) {
      props.chaosTable.grantTo(target, 'CHAOS_TABLE', ['Query']);
    }
    // Rules end by themselves; a changed setting is put back by the first request after its time, at the latest by this one.
    new Rule(this, 'Expiry', {
      ruleName: 'faultline-chaos-expiry',
      description: 'Puts back the settings that an expired fault has changed.',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [concurrency, configuration, mapping, queue, table].map(
        (target) => new LambdaFunction(target.function, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
      ),
    });
  }

  private injector(id: string, name: EntryName, timeout: Duration): HandlerFunction {
    const created = new HandlerFunction(this, id, {
      functionName: `faultline-${name}`,
      bundle: this.props.bundles[name],
      service: 'chaos',
      timeout,
    });
    this.props.chaosTable.grantTo(created, 'CHAOS_TABLE', ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query']);
    return created;
  }
}
