import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aspects, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { bundleEntries, wrapperEntry } from './bundle.ts';
import {
  type Changeable,
  type ChaosFunction,
  type ChaosFunctionName,
  chaosFunctionNames,
  chaosFunctions,
  chaosTableActions,
  rightsOf,
} from './chaos-functions.ts';
import type { Lab, LabMapping } from './lab.ts';
import { UnderChaos } from './under-chaos.ts';

/** Properties of a {@link ChaosLab}. */
export interface ChaosLabProps {
  /** Begins all names: the table is called `<prefix>-chaos`, a chaos function `<prefix>-chaos-latency`. */
  readonly prefix: string;
}

/**
 * What a stack needs to be broken on purpose: the chaos table and the chaos functions. Nothing is under chaos before
 * {@link disturb} says so.
 */
export class ChaosLab extends Construct implements Lab {
  readonly table: Table;
  readonly wrapper: Uint8Array;
  private readonly functions: Readonly<Record<ChaosFunctionName, Lambda>>;
  private readonly underChaos = new UnderChaos(this);
  private readonly mappings: Omit<LabMapping, 'arn'>[] = [];

  constructor(scope: Construct, id: string, { prefix }: ChaosLabProps) {
    super(scope, id);
    this.table = new Table(this, 'Rules', {
      tableName: `${prefix}-chaos`,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'id', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const entries = Object.fromEntries(chaosFunctionNames.map((name) => [name, chaosFunctions[name].entry]));
    const bundles = bundleEntries({ ...(entries as Record<ChaosFunctionName, string>), wrapper: wrapperEntry });
    this.wrapper = bundles.wrapper;
    this.functions = Object.fromEntries(
      chaosFunctionNames.map((name) => [name, this.create(name, `${prefix}-chaos-${name}`, bundles[name])]),
    ) as Record<ChaosFunctionName, Lambda>;
    this.functions.mapping.addEnvironment(
      'CHAOS_MAPPINGS',
      Lazy.string({ produce: () => Stack.of(this).toJsonString(this.mappings) }),
    );
    // Rules end by themselves; a changed setting is put back by the first request after its time, at the latest by this one.
    new Rule(this, 'Expiry', {
      description: 'Puts back the settings that an expired fault has changed.',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: chaosFunctionNames
        .filter((name) => changesOf(name) !== undefined)
        .map(
          (name) => new LambdaFunction(this.functions[name], { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
        ),
    });
  }

  /** Puts every Node.js function of a stack, app or construct under chaos, and lets its queues, tables and mappings be changed. */
  disturb(scope: IConstruct): void {
    Aspects.of(scope).add(this.underChaos);
  }

  /** A chaos function, to invoke or to schedule. */
  chaosFunction(name: ChaosFunctionName): Lambda {
    return this.functions[name];
  }

  allowChanges(what: Changeable, arn: string): void {
    for (const name of chaosFunctionNames) {
      for (const rights of rightsOf(name).filter((right) => right.what === what)) {
        this.functions[name].addToRolePolicy(new PolicyStatement({ actions: [...rights.actions], resources: [arn] }));
      }
    }
  }

  allowMapping({ arn, ...mapping }: LabMapping): void {
    this.mappings.push(mapping);
    this.allowChanges('mapping', arn);
  }

  private create(name: ChaosFunctionName, functionName: string, source: Uint8Array): Lambda {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-chaos-'));
    try {
      writeFileSync(join(folder, 'index.mjs'), source);
      const created = new Lambda(this, name[0]?.toUpperCase() + name.slice(1), {
        functionName,
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromAsset(folder),
        timeout: Duration.seconds(chaosFunctions[name].timeoutSeconds),
        memorySize: 512,
        environment: { CHAOS_TABLE: this.table.tableName },
      });
      this.table.grant(created, ...chaosTableActions.map((action) => `dynamodb:${action}`));
      return created;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

function changesOf(name: ChaosFunctionName): ChaosFunction['changes'] {
  const { changes }: ChaosFunction = chaosFunctions[name];
  return changes;
}
