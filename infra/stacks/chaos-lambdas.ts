import { Duration } from 'aws-cdk-lib';
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
    injector('Throttle', 'chaos-throttle').allow(
      ['GetFunctionConcurrency', 'PutFunctionConcurrency', 'DeleteFunctionConcurrency'].map((a) => `lambda:${a}`),
      targets.map((target) => target.arn),
    );
    for (const target of targets) {
      tables.chaos.grantTo(target, 'CHAOS_TABLE', ['Query']);
    }
  }
}
