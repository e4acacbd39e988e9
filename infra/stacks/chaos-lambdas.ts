import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import {
  type Changeable,
  type ChaosFunction,
  type ChaosFunctionName,
  chaosFunctionNames,
  chaosFunctions,
  chaosTableActions,
  rightsOf,
} from '../../chaos/cdk/chaos-functions.ts';
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

/** The functions that inject faults and take them back, and what they need to reach their targets. */
export class ChaosLambdas extends Construct {
  /** Each chaos function, by the end of its name. */
  readonly functions: Readonly<Record<ChaosFunctionName, HandlerFunction>>;

  constructor(scope: Construct, id: string, { bundles, chaosTable, functions, queues, tables }: ChaosLambdasProps) {
    super(scope, id);
    const mappings = queues.map((queue) => queue.mapping);
    const arnsOf: Readonly<Record<Changeable, readonly string[]>> = {
      function: functions.map(({ arn }) => arn),
      mapping: mappings.map(({ arn }) => arn),
      queue: queues.flatMap(({ queue, deadLetterQueue }) => [queue.queueArn, deadLetterQueue.queueArn]),
      table: tables.map(({ table }) => table.tableArn),
    };
    const changing: HandlerFunction[] = [];
    const create = (name: ChaosFunctionName): HandlerFunction => {
      const { timeoutSeconds, changes }: ChaosFunction = chaosFunctions[name];
      const created = new HandlerFunction(this, name[0]?.toUpperCase() + name.slice(1), {
        functionName: `faultline-chaos-${name}`,
        bundle: bundles[`chaos-${name}`],
        service: 'chaos',
        timeout: Duration.seconds(timeoutSeconds),
      });
      chaosTable.grantTo(created, 'CHAOS_TABLE', chaosTableActions);
      for (const { what, actions } of rightsOf(name)) created.allow(actions, arnsOf[what]);
      if (changes !== undefined) changing.push(created);
      return created;
    };
    this.functions = Object.fromEntries(chaosFunctionNames.map((name) => [name, create(name)])) as Record<
      ChaosFunctionName,
      HandlerFunction
    >;
    this.functions.mapping.addEnvironment(
      'CHAOS_MAPPINGS',
      Stack.of(this).toJsonString(
        mappings.map(({ functionName, queueName, uuid }) => ({ function: functionName, queue: queueName, uuid })),
      ),
    );
    for (const target of functions) {
      chaosTable.grantTo(target, 'CHAOS_TABLE', ['Query']);
    }
    // Rules end by themselves; a changed setting is put back by the first request after its time, at the latest by this one.
    new Rule(this, 'Expiry', {
      ruleName: 'faultline-chaos-expiry',
      description: 'Puts back the settings that an expired fault has changed.',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: changing.map(
        (target) => new LambdaFunction(target.function, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
      ),
    });
  }
}
