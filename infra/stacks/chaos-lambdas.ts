import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { HandlerFunction } from '../constructs/handler-function.ts';
import type { EntryName } from './entries.ts';
import type { Tables } from './tables.ts';

/** Properties of the {@link ChaosLambdas}. */
export interface ChaosLambdasProps {
  readonly tables: Tables;
  /** The folder of each function's bundle. */
  readonly bundles: Readonly<Record<EntryName, string>>;
  /** The functions that may be disturbed: they read the rules, and their reserved concurrency may be changed. */
  readonly targets: readonly HandlerFunction[];
}

/** The functions that inject faults and take them back, and what they need to reach their targets. */
export class ChaosLambdas extends Construct {
  constructor(scope: Construct, id: string, { tables, bundles, targets }: ChaosLambdasProps) {
    super(scope, id);
    const injector = (injectorId: string, name: EntryName): HandlerFunction => {
      const created = new HandlerFunction(this, injectorId, {
        functionName: `faultline-${name}`,
        bundle: bundles[name],
        service: 'chaos',
        timeout: Duration.seconds(30),
      });
      tables.chaos.grantTo(created, 'CHAOS_TABLE', ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query']);
      return created;
    };
    injector('Latency', 'chaos-latency');
    const throttle = injector('Throttle', 'chaos-throttle');
    injector('Failure', 'chaos-failure');
    throttle.allow(
      ['GetFunctionConcurrency', 'PutFunctionConcurrency', 'DeleteFunctionConcurrency'].map((a) => `lambda:${a}`),
      targets.map((target) => target.arn),
    );
    // Rules end by themselves; a lowered concurrency is put back by the first call after its time, at the latest by this one.
    new Rule(this, 'ThrottleExpiry', {
      ruleName: 'faultline-chaos-throttle',
      description: 'Puts back what an expired fault has changed.',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(throttle.function, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    for (const target of targets) {
      tables.chaos.grantTo(target, 'CHAOS_TABLE', ['Query']);
    }
  }
}
