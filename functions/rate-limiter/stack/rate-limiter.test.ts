import { beforeAll, describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { deployedOf } from '../../../infra/deployed.ts';
import { addChecks, addSystem } from '../../../infra/lab-app.ts';
import { emptyBundles } from '../../../infra/testing/empty-bundles.ts';
import { physicalIds } from '../../../infra/testing/physical-ids.ts';
import { localstackCloud } from '../../../kernel/cloud.ts';
import { system } from '../system.ts';

describe('the stack of the rate limiter', () => {
  let template: Template;
  // With every check: the CDK's own, and cdk-nag's, each of which stops the synthesis.
  beforeAll(async () => {
    const app = new App();
    addChecks(app);
    const target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' } as const;
    const stack = await addSystem(app, target, system, emptyBundles(Object.keys(system.handlers)));
    app.synth();
    template = Template.fromStack(stack);
  }, 60_000);

  it('is found again as what the lab has to know of it: a front and three tables, and no queue', () => {
    const synthesized = template.toJSON() as Parameters<typeof deployedOf>[0];
    const found = deployedOf(synthesized, physicalIds(synthesized), localstackCloud('http://127.0.0.1:4566'));
    expect(found).toMatchObject({
      functions: ['rate-limiter-front'],
      ...{ queues: [], deadLetterQueues: [], redrives: [], mappings: [] },
      chaos: { table: 'rate-limiter-chaos' },
    });
    expect([...found.tables].sort()).toEqual(['buckets', 'limits', 'meter'].map((name) => `rate-limiter-${name}`));
    expect(found.addresses).toHaveLength(1);
  });

  it('lets the front read limits, count calls and never take a call off the meter', () => {
    const [front] = Object.values(
      template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: 'rate-limiter-front' } }),
    );
    const role = front?.Properties.Role['Fn::GetAtt'][0];
    const statements = Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { readonly Ref: string }) => Ref === role))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const rightsOn = (tableName: string) => {
      const [table = ''] = Object.keys(
        template.findResources('AWS::DynamoDB::Table', { Properties: { TableName: tableName } }),
      );
      const on = statements.filter(({ Resource }) => JSON.stringify(Resource).includes(`"${table}"`));
      return [...new Set(on.flatMap(({ Action }) => Action))].sort();
    };
    expect(rightsOn('rate-limiter-limits')).toEqual(['dynamodb:GetItem']);
    expect(rightsOn('rate-limiter-buckets')).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
    expect(rightsOn('rate-limiter-meter')).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
  });
});
