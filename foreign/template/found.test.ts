import { describe, expect, it } from '@jest/globals';
import { foundIn } from './found.ts';
import { merged } from './merged.ts';

const get = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });

/** A table and its stream in one stack; in another what uses them, a FIFO queue, and a custom resource. */
const data = {
  Resources: {
    Things: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'things' } },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead.fifo', FifoQueue: true } },
  },
  Outputs: { Exported: { Value: get('Things'), Export: { Name: 'data:things' } } },
};
const work = {
  Resources: {
    Role: { Type: 'AWS::IAM::Role' },
    Worker: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'worker', Role: get('Role') } },
    Jobs: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'jobs.fifo',
        FifoQueue: true,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::ImportValue': 'data:dead' }, maxReceiveCount: 3 },
      },
    },
    Told: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'told' } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: get('Jobs'), FunctionName: { Ref: 'Worker' } },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Statement: [
            { Action: ['dynamodb:PutItem'], Resource: { 'Fn::ImportValue': 'data:things' } },
            { Action: 'dynamodb:Query', Resource: '*' },
          ],
        },
      },
    },
    Provider: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'provider' } },
    Custom: { Type: 'Custom::Thing', Properties: { ServiceToken: get('Provider') } },
  },
};

describe('what is found of an app', () => {
  const exported = { Value: get('Dead'), Export: { Name: 'data:dead' } };
  const found = foundIn(
    merged([
      { name: 'data', template: { ...data, Outputs: { ...data.Outputs, Dead: exported } } },
      { name: 'work', template: work },
    ]),
  );

  it('are queues, who takes their messages, and where those go that nobody can take, over stacks', () => {
    expect(found.queues).toMatchObject([
      { name: 'dead.fifo', isDeadLetterQueue: true, consumers: [] },
      { name: 'jobs.fifo', isFifo: true, deadLetterQueue: 'dead.fifo', maxReceiveCount: 3, consumers: ['worker'] },
      { name: 'told', isDeadLetterQueue: false, consumers: [] },
    ]);
  });

  it('is which function writes to which table', () => {
    expect(found.writers).toEqual([{ function: 'worker', table: 'things' }]);
  });

  it('is who takes messages by an alias, and which mapping leads to nobody of the app', () => {
    const alias = { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Worker' }, Name: 'live' } };
    const mapping = (FunctionName: unknown) => ({
      ...work.Resources.Mapping,
      Properties: { ...work.Resources.Mapping.Properties, FunctionName },
    });
    const Resources = {
      ...work.Resources,
      Alias: alias,
      Mapping: mapping({ Ref: 'Alias' }),
      Lost: mapping('elsewhere'),
    };
    const { queues, mappingsElsewhere } = foundIn(merged([{ name: 'work', template: { Resources } }]));
    expect(queues[0]).toMatchObject({ name: 'jobs.fifo', consumers: ['worker'] });
    expect(mappingsElsewhere).toEqual(['work/Lost']);
  });

  it('is no function that only deploys', () => {
    expect(found.functions).toEqual(['worker']);
  });
});
