import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { deployedOf } from '../../../infra/deployed.ts';
import type { Target } from '../../../infra/guard.ts';
import { addChecks, addSystem } from '../../../infra/lab-app.ts';
import { emptyBundles } from '../../../infra/testing/empty-bundles.ts';
import { physicalIds } from '../../../infra/testing/physical-ids.ts';
import { localstackCloud } from '../../../kernel/cloud.ts';
import { projectRoot } from '../../../kernel/project.ts';
import { system } from '../system.ts';

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation says
  readonly Properties: any;
}

const localstack: Target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' };
const names = Object.keys(system.handlers);

/** Synthesizes with every check: the CDK's own, and cdk-nag's, each of which stops the synthesis. */
async function synthesize(): Promise<Template> {
  const { context } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));
  const app = new App({ context });
  addChecks(app);
  const stack = await addSystem(app, localstack, system, emptyBundles(names));
  app.synth();
  return Template.fromStack(stack);
}

describe('the stack of the order system', () => {
  let template: Template;
  beforeAll(async () => {
    template = await synthesize();
  }, 60_000);

  const resources = (type: string) => Object.entries(template.findResources(type)) as [string, Resource][];
  const functionNamed = (name: string) =>
    resources('AWS::Lambda::Function').find(([, f]) => f.Properties.FunctionName === name)?.[1].Properties;
  const statementsOf = (name: string): { Action: string | string[]; Resource: unknown }[] => {
    const role = functionNamed(name).Role['Fn::GetAtt'][0];
    return resources('AWS::IAM::Policy')
      .filter(([, policy]) => policy.Properties.Roles.some((r: { Ref: string }) => r.Ref === role))
      .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
  };
  const rightsOf = (name: string, service: string): string[] =>
    statementsOf(name)
      .flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith(`${service}:`))
      .sort();

  it('is found again as what the lab has to know of it', () => {
    const synthesized = template.toJSON() as Parameters<typeof deployedOf>[0];
    const found = deployedOf(synthesized, physicalIds(synthesized), localstackCloud('http://127.0.0.1:4566'));
    const queues = ['orders-inventory', 'orders-payments', 'orders-saga', 'orders-shipping'];
    expect([...found.functions].sort()).toEqual(names.map((name) => `orders-${name}`).sort());
    expect([...found.queues].sort()).toEqual(queues);
    expect([...found.deadLetterQueues].sort()).toEqual(queues.map((name) => `${name}-dlq`));
    expect([...found.mappings].sort((a, b) => (a.queue < b.queue ? -1 : 1))).toEqual(
      queues.map((name) => ({ function: name, queue: name, uuid: expect.any(String) })),
    );
    expect([...found.tables].sort()).toEqual(
      ['payments', 'provider-ledger', 'requests', 'reservations', 'sagas', 'shipments', 'stock'].map(
        (name) => `orders-${name}`,
      ),
    );
    expect(found.addresses).toHaveLength(1);
    expect(found.chaos.table).toBe('orders-chaos');
  });

  it('has a stream where the system says that every write is recorded, and nowhere else', () => {
    const streaming = resources('AWS::DynamoDB::Table').filter(([, { Properties }]) => Properties.StreamSpecification);
    expect(streaming.map(([, { Properties }]) => Properties.TableName)).toEqual(
      system.records.map(({ table }) => `orders-${table}`),
    );
  });

  it('has every function that has a handler, and its handlers where the system says', () => {
    for (const name of names) expect(functionNamed(`orders-${name}`)).toBeDefined();
    const missing = Object.values(system.handlers).filter((file) => !existsSync(join(system.folder, file)));
    expect(missing).toEqual([]);
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
    expect(working).toHaveLength(4);
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
    expect(tables).toHaveLength(8);
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
    expect(new Set(rightsOf('orders-payments', 'dynamodb'))).toEqual(
      new Set(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']),
    );
  });

  it('lets no function of the system change a setting, nor write the rules of faults', () => {
    const changing = /^(lambda|sqs:Set|dynamodb:(Update|Create|Delete)Table)/;
    const [rules] =
      resources('AWS::DynamoDB::Table').find(([, { Properties }]) => Properties.TableName === 'orders-chaos') ?? [];
    for (const name of names) {
      const statements = statementsOf(`orders-${name}`);
      expect(statements.flatMap(({ Action }) => Action).filter((action) => changing.test(action))).toEqual([]);
      const onRules = statements.filter(({ Resource }) => JSON.stringify(Resource).includes(`"${rules}"`));
      expect(onRules.flatMap(({ Action }) => Action)).toEqual(['dynamodb:Query']);
    }
  });

  it.each([
    ['api', ['SAGAS_TABLE', 'REQUESTS_TABLE', 'PAYMENTS_QUEUE_URL', 'INVENTORY_QUEUE_URL', 'SHIPPING_QUEUE_URL']],
    ['saga', ['SAGAS_TABLE', 'PAYMENTS_QUEUE_URL', 'INVENTORY_QUEUE_URL', 'SHIPPING_QUEUE_URL']],
    ['sweeper', ['SAGAS_TABLE', 'PAYMENTS_QUEUE_URL', 'INVENTORY_QUEUE_URL', 'SHIPPING_QUEUE_URL']],
    ['payments', ['PAYMENTS_TABLE', 'PROVIDER_LEDGER_TABLE', 'ORDERS_QUEUE_URL']],
    ['inventory', ['RESERVATIONS_TABLE', 'STOCK_TABLE', 'ORDERS_QUEUE_URL']],
    ['shipping', ['SHIPMENTS_TABLE', 'ORDERS_QUEUE_URL']],
  ])('tells %s where its tables and queues are', (name, variables) => {
    const { Variables } = functionNamed(`orders-${name}`).Environment;
    const always = ['CHAOS_KEY', 'CHAOS_TABLE', 'LOG_LEVEL', 'NODE_OPTIONS', 'POWERTOOLS_SERVICE_NAME', 'SERVICE'];
    expect(Object.keys(Variables).sort()).toEqual([...always, ...variables].sort());
    expect(Variables.CHAOS_KEY).toBe(system.keyField);
  });

  it('sweeps every minute, and tells where its API is', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'orders-sweeper',
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
    });
    template.hasOutput('RestApiId', {});
    template.hasOutput('RestApiStage', {});
  });
});
