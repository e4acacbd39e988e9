import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aspects, type CfnResource, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as Lambda, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { bundleEntries, wrapperEntry } from './bundle.ts';
import {
  type Changeable,
  type ChaosFunction,
  type ChaosFunctionName,
  chaosFunctionNames,
  chaosFunctions,
  chaosMetadata,
  chaosNames,
  chaosTableActions,
  rightsOf,
} from './chaos-functions.ts';
import type { Lab, LabMapping } from './lab.ts';
import { UnderChaos } from './under-chaos.ts';

/** By its name: an older construct library knows no constant for it. */
const node = new Runtime('nodejs24.x', RuntimeFamily.NODEJS);

/** Properties of a {@link ChaosLab}. */
export interface ChaosLabProps {
  /** Begins all names: the table is called `<prefix>-chaos`, a chaos function `<prefix>-chaos-latency`. */
  readonly prefix: string;
  /**
   * The field of messages that holds their stable key, a name or a path with dots.
   *
   * @default - none: the message id stands in
   */
  readonly keyField?: string;
  /**
   * Whether our entry is put in front of handlers. Handlers that were built with the chaos middleware need none.
   *
   * @default true
   */
  readonly wrap?: boolean;
}

/**
 * What a stack needs to be broken on purpose: the chaos table and the chaos functions. Nothing is under chaos before
 * {@link disturb} says so.
 */
export class ChaosLab extends Construct implements Lab {
  readonly table: Table;
  readonly wrapper: Uint8Array;
  readonly keyField: string | undefined;
  readonly wrap: boolean;
  private readonly functions: Readonly<Record<ChaosFunctionName, Lambda>>;
  private readonly underChaos = new UnderChaos(this);
  private readonly mappings: Omit<LabMapping, 'arn'>[] = [];
  private isDisturbing = false;

  constructor(scope: Construct, id: string, { prefix, keyField, wrap = true }: ChaosLabProps) {
    super(scope, id);
    const names = chaosNames(prefix);
    this.keyField = keyField;
    this.wrap = wrap;
    this.table = new Table(this, 'Rules', {
      tableName: names.table,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'id', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    addMetadata(this.table, 'rules');
    const entries = Object.fromEntries(chaosFunctionNames.map((name) => [name, chaosFunctions[name].entry]));
    const bundles = bundleEntries({ ...(entries as Record<ChaosFunctionName, string>), wrapper: wrapperEntry });
    this.wrapper = bundles.wrapper;
    this.functions = Object.fromEntries(
      chaosFunctionNames.map((name) => [name, this.create(name, names.functions[name], bundles[name])]),
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

  /**
   * Puts every Node.js function of a stack, app or construct under chaos, and lets its queues, tables and mappings be changed.
   * Where that turns out to be no function at all, the app does not synthesize, and says why.
   */
  disturb(scope: IConstruct): void {
    Aspects.of(scope).add(this.underChaos);
    if (this.isDisturbing) return;
    this.isDisturbing = true;
    this.node.addValidation({ validate: () => this.underChaos.mistakes() });
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
      const id = name[0]?.toUpperCase() + name.slice(1);
      const logGroup = new LogGroup(this, `${id}Logs`, {
        logGroupName: `/aws/lambda/${functionName}`,
        retention: RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      // The role that the CDK would make carries a managed policy with every log group of the account in it.
      const role = new Role(this, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
      logGroup.grantWrite(role);
      const created = new Lambda(this, id, {
        functionName,
        runtime: node,
        handler: 'index.handler',
        code: Code.fromAsset(folder),
        timeout: Duration.seconds(chaosFunctions[name].timeoutSeconds),
        memorySize: 512,
        role,
        logGroup,
        environment: { CHAOS_TABLE: this.table.tableName },
      });
      this.table.grant(created, ...chaosTableActions.map((action) => `dynamodb:${action}`));
      addMetadata(created, name);
      return created;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** Says in the template that a resource belongs to the lab, and as what. */
function addMetadata(construct: Table | Lambda, role: string): void {
  (construct.node.defaultChild as CfnResource).addMetadata(chaosMetadata, role);
}

function changesOf(name: ChaosFunctionName): ChaosFunction['changes'] {
  const { changes }: ChaosFunction = chaosFunctions[name];
  return changes;
}
