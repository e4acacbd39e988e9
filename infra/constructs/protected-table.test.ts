import { describe, expect, it } from '@jest/globals';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { emptyBundles } from '../testing/empty-bundles.ts';
import { HandlerFunction } from './handler-function.ts';
import { ProtectedTable, type ProtectedTableProps } from './protected-table.ts';

const bundle = emptyBundles(['payments']).payments;

function build(props: Partial<ProtectedTableProps> = {}) {
  const stack = new Stack(new App(), 'stack');
  const table = new ProtectedTable(stack, 'Ledger', {
    tableName: 'ledger',
    partitionKey: { name: 'id', type: AttributeType.STRING },
    ...props,
  });
  const handler = new HandlerFunction(stack, 'Payments', {
    functionName: 'payments',
    bundle,
    service: 'payments',
    timeout: Duration.seconds(5),
  });
  return { stack, table, handler };
}

describe('ProtectedTable', () => {
  it('can be restored to any point in time, and is billed by request', () => {
    Template.fromStack(build({ timeToLiveAttribute: 'expiresAt' }).stack).hasResourceProperties(
      'AWS::DynamoDB::Table',
      {
        TableName: 'ledger',
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    );
  });

  it('has a stream of whole items where their versions are to be read', () => {
    const type = 'AWS::DynamoDB::Table';
    const { stack } = build({ versionsReadable: true });
    Template.fromStack(stack).hasResourceProperties(type, { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } });
    Template.fromStack(build().stack).hasResourceProperties(type, { StreamSpecification: Match.absent() });
  });

  it('grants the actions that are named, on the table alone, and tells its name', () => {
    const { stack, table, handler } = build();
    table.grantTo(handler, 'LEDGER_TABLE', ['GetItem', 'PutItem']);
    const template = Template.fromStack(stack);
    const [tableId] = Object.keys(template.findResources('AWS::DynamoDB::Table'));
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [tableId, 'Arn'] },
          },
        ]),
      },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { LEDGER_TABLE: { Ref: tableId } } },
    });
  });

  it.each(['UpdateItem', 'DeleteItem'] as const)('refuses to grant %s on an append-only table', (action) => {
    const { table, handler } = build({ appendOnly: true });
    expect(() => table.grantTo(handler, 'LEDGER_TABLE', ['PutItem', action])).toThrow(
      `stack/Ledger: the table is append-only: got ${action} for stack/Payments, expected GetItem, Query and PutItem`,
    );
  });
});
