import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { projectRoot } from '../../kernel/project.ts';
import { addFaultline } from '../faultline-app.ts';
import type { Target } from '../guard.ts';
import { emptyBundles } from '../testing/empty-bundles.ts';
import { entries, entryNames } from './entries.ts';

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation says
  readonly Properties: any;
}

const { context } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));
const localstack: Target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' };
const bundles = emptyBundles();

/** Synthesizes with every check: the CDK's own, and cdk-nag's, each of which stops the synthesis. */
function synthesize(target: Target): { readonly stack: Stack; readonly folder: string } {
  const app = new App({ context });
  const stack = addFaultline(app, target, bundles);
  return { stack, folder: app.synth().directory };
}

describe('the faultline stack', () => {
  let template: Template;
  let resources: (type: string) => (readonly [string, Resource])[];
  let statementsOf: (functionName: string) => { Action: string | string[]; Resource: unknown }[];

  beforeAll(() => {
    template = Template.fromStack(synthesize(localstack).stack);
    resources = (type) => Object.entries(template.findResources(type)) as [string, Resource][];
    statementsOf = (functionName) => {
      const [, handler] =
        resources('AWS::Lambda::Function').find(([, f]) => f.Properties.FunctionName === functionName) ?? [];
      const role = handler?.Properties.Role['Fn::GetAtt'][0];
      return resources('AWS::IAM::Policy')
        .filter(([, policy]) => policy.Properties.Roles.some((r: { Ref: string }) => r.Ref === role))
        .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
    };
  }, 60_000);

  const rightsOf = (functionName: string, service: string): string[] =>
    statementsOf(functionName)
      .flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith(`${service}:`))
      .sort();

  it('has every function that has an entry, by its name', () => {
    const names = resources('AWS::Lambda::Function').map(([, { Properties }]) => Properties.FunctionName);
    expect(names.sort()).toEqual(entryNames.map((name) => `faultline-${name}`).sort());
  });

  it('has handlers where its entries say', () => {
    expect(Object.values(entries).filter((entry) => !existsSync(join(projectRoot, entry)))).toEqual([]);
  });

  it('gives every queue but a dead-letter queue a dead-letter queue with an alarm', () => {
    const queues = resources('AWS::SQS::Queue');
    const deadLetterOf = (q: Resource): string | undefined =>
      q.Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0];
    const deadLetterIds = new Set(queues.map(([, queue]) => deadLetterOf(queue)));
    const alarmed = resources('AWS::CloudWatch::Alarm').map(
      ([, alarm]) => alarm.Properties.Dimensions[0].Value['Fn::GetAtt'][0],
    );
    const working = queues.filter(([id]) => !deadLetterIds.has(id));
    expect(working.map(([, { Properties }]) => Properties.QueueName).sort()).toEqual(
      ['inventory', 'orders', 'payments', 'shipping'].map((name) => `faultline-${name}`),
    );
    for (const [, queue] of working) {
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBe(5);
      expect(alarmed).toContain(deadLetterOf(queue));
    }
  });

  it('hides a message for at least six times as long as its consumer may take, and takes partial answers', () => {
    const mappings = resources('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(4);
    for (const [, { Properties }] of mappings) {
      const { VisibilityTimeout } = template.toJSON().Resources[Properties.EventSourceArn['Fn::GetAtt'][0]].Properties;
      const { Timeout } = template.toJSON().Resources[Properties.FunctionName.Ref].Properties;
      expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(Properties.ScalingConfig).toEqual({ MaximumConcurrency: 5 });
      expect(Properties.BatchSize).toBe(10);
    }
  });

  it('can restore every table, and bills it by request', () => {
    const tables = resources('AWS::DynamoDB::Table');
    expect(tables.map(([, { Properties }]) => Properties.TableName).sort()).toEqual(
      ['chaos', 'payments', 'provider-ledger', 'requests', 'reservations', 'sagas', 'shipments', 'stock'].map(
        (name) => `faultline-${name}`,
      ),
    );
    for (const [, { Properties }] of tables) {
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
    }
  });

  it('allows no action by a wildcard, and nothing on everything', () => {
    for (const [, policy] of resources('AWS::IAM::Policy')) {
      for (const { Action, Resource } of policy.Properties.PolicyDocument.Statement) {
        expect([Action, Resource].flat().filter((given) => JSON.stringify(given).includes('*'))).toEqual([]);
      }
    }
    expect(resources('AWS::IAM::Role').filter(([, role]) => role.Properties.ManagedPolicyArns)).toEqual([]);
  });

  it('lets payments add to the provider ledger and read it, and do no more to any table', () => {
    expect(new Set(rightsOf('faultline-payments', 'dynamodb'))).toEqual(
      new Set(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']),
    );
  });

  it('lets every function of the system read the chaos rules, and only the chaos lambdas write them', () => {
    const [chaosTable] = resources('AWS::DynamoDB::Table').find(
      ([, { Properties }]) => Properties.TableName === 'faultline-chaos',
    ) ?? [''];
    for (const name of entryNames) {
      const statements = statementsOf(`faultline-${name}`).filter(({ Resource }) =>
        JSON.stringify(Resource).includes(chaosTable),
      );
      const actions = new Set(statements.flatMap(({ Action }) => Action));
      expect(actions).toContain('dynamodb:Query');
      expect(actions.has('dynamodb:PutItem')).toBe(name.startsWith('chaos-'));
    }
  });

  it.each([
    ['lambda', 'chaos-concurrency', ['DeleteFunctionConcurrency', 'GetFunctionConcurrency', 'PutFunctionConcurrency']],
    ['lambda', 'chaos-configuration', ['GetFunctionConfiguration', 'UpdateFunctionConfiguration']],
    ['lambda', 'chaos-mapping', ['GetEventSourceMapping', 'UpdateEventSourceMapping']],
    ['sqs', 'chaos-queue', ['GetQueueAttributes', 'GetQueueUrl', 'SetQueueAttributes']],
    ['dynamodb', 'chaos-table', ['DescribeTable', 'UpdateTable']],
  ])('lets of all functions with rights in %s only %s change settings', (service, name, rights) => {
    expect(rightsOf(`faultline-${name}`, service)).toEqual(
      expect.arrayContaining(rights.map((r) => `${service}:${r}`)),
    );
    const changing = rights.filter((right) => !right.startsWith('Get') && right !== 'DescribeTable');
    const others = entryNames.filter((other) => other !== name);
    const offences = others.filter((other) =>
      rightsOf(`faultline-${other}`, service).some((right) => changing.includes(right.slice(service.length + 1))),
    );
    expect(offences).toEqual([]);
  });

  it('lets no fault change the table in which the faults themselves lie, nor the chaos lambdas', () => {
    const [chaosTable] =
      resources('AWS::DynamoDB::Table').find(([, { Properties }]) => Properties.TableName === 'faultline-chaos') ?? [];
    const chaosLambdas = resources('AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties.FunctionName.startsWith('faultline-chaos-'))
      .map(([logicalId]) => logicalId);
    for (const name of entryNames.filter((entry) => entry.startsWith('chaos-'))) {
      for (const { Action, Resource } of statementsOf(`faultline-${name}`)) {
        const actions = [Action].flat().join();
        const text = JSON.stringify(Resource);
        if (actions.includes('UpdateTable')) expect(text).not.toContain(chaosTable);
        if (actions.includes('lambda:')) expect(chaosLambdas.filter((id) => text.includes(`"${id}"`))).toEqual([]);
      }
    }
  });

  it('tells the mapping lambda every event source mapping, and sets no reserved concurrency itself', () => {
    const [, mapping] =
      resources('AWS::Lambda::Function').find(([, f]) => f.Properties.FunctionName === 'faultline-chaos-mapping') ?? [];
    const told = JSON.stringify(mapping?.Properties.Environment.Variables.CHAOS_MAPPINGS);
    for (const [id] of resources('AWS::Lambda::EventSourceMapping')) expect(told).toContain(id);
    for (const [, { Properties }] of resources('AWS::Lambda::Function')) {
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    }
  });

  it('puts no chaos lambda under chaos and looks for expired changes of settings every minute', () => {
    const expiry = resources('AWS::Events::Rule').find(([, r]) => r.Properties.Name === 'faultline-chaos-expiry')?.[1];
    expect(expiry?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(expiry?.Properties.Targets).toHaveLength(5);
    const importing = Object.entries(entries)
      .filter(([name]) => name.startsWith('chaos-'))
      .filter(([, path]) => /sdk-plugin|middleware\/chaos\.ts/.test(readFileSync(join(projectRoot, path), 'utf8')));
    expect(importing).toEqual([]);
  });

  it.each([
    [
      'orders-api',
      ['SAGAS_TABLE', 'REQUESTS_TABLE', 'PAYMENTS_QUEUE_URL', 'INVENTORY_QUEUE_URL', 'SHIPPING_QUEUE_URL'],
    ],
    ['orders-saga', ['SAGAS_TABLE', 'PAYMENTS_QUEUE_URL', 'INVENTORY_QUEUE_URL', 'SHIPPING_QUEUE_URL']],
    ['orders-sweeper', ['SAGAS_TABLE', 'PAYMENTS_QUEUE_URL', 'INVENTORY_QUEUE_URL', 'SHIPPING_QUEUE_URL']],
    ['payments', ['PAYMENTS_TABLE', 'PROVIDER_LEDGER_TABLE', 'ORDERS_QUEUE_URL']],
    ['inventory', ['RESERVATIONS_TABLE', 'STOCK_TABLE', 'ORDERS_QUEUE_URL']],
    ['shipping', ['SHIPMENTS_TABLE', 'ORDERS_QUEUE_URL']],
    ['chaos-latency', []],
    ['chaos-throttle', []],
    ['chaos-failure', []],
    ['chaos-concurrency', []],
    ['chaos-mapping', ['CHAOS_MAPPINGS']],
    ['chaos-queue', []],
    ['chaos-table', []],
    ['chaos-configuration', []],
  ])('tells %s where its tables and queues are', (name, variables) => {
    const [, handler] =
      resources('AWS::Lambda::Function').find(([, f]) => f.Properties.FunctionName === `faultline-${name}`) ?? [];
    const always = ['CHAOS_TABLE', 'LOG_LEVEL', 'NODE_OPTIONS', 'POWERTOOLS_SERVICE_NAME', 'SERVICE'];
    expect(Object.keys(handler?.Properties.Environment.Variables).sort()).toEqual([...always, ...variables].sort());
  });

  it('sweeps every minute, and tells where its API is', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
    template.hasOutput('RestApiId', {});
    template.hasOutput('RestApiStage', {});
  });

  it('does not synthesize with a finding of cdk-nag that nobody has justified', () => {
    const app = new App({ context, builtinCloudFormationValidation: false });
    new Queue(addFaultline(app, localstack, bundles), 'Unprotected');
    expect(() => app.synth()).toThrow('The SQS queue does not require requests to use SSL.');
  }, 60_000);

  it('has no game day unless one is asked for, and passes every check with one', () => {
    expect(resources('AWS::Events::Rule')).toHaveLength(2);
    const target = { function: 'faultline-payments' };
    const gameDay = {
      weekDay: 'TUE',
      at: '09:30',
      faults: [{ id: 'starved', fault: 'reserved-concurrency', target, durationSeconds: 60 }],
    };
    const app = new App({ context: { ...context, gameDay: JSON.stringify(gameDay) } });
    const stack = addFaultline(app, localstack, bundles);
    app.synth();
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'cron(30 9 ? * TUE *)',
      State: 'DISABLED',
    });
  }, 60_000);

  it('synthesizes for an AWS account and region that are named', () => {
    const { folder } = synthesize({ kind: 'aws', account: '123456789012', region: 'eu-west-1' });
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest.artifacts.faultline.environment).toBe('aws://123456789012/eu-west-1');
  }, 60_000);
});
