import { describe, expect, it } from '@jest/globals';
import type { Rewritable } from './rewritable.ts';
import { rewriteTemplate } from './rewrite.ts';

const asset = 'a'.repeat(64);
const front = { chaosTable: 'faultline-chaos', key: 'id', entryDigest: 'entry' };
const bucket = 'assets';

function rewritten(resources: Rewritable['Resources']) {
  const template = structuredClone({ Resources: resources });
  const done = rewriteTemplate(template, 'Shop', front, bucket);
  return { ...done, resources: template.Resources };
}

const worker = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ Runtime: 'nodejs22.x', Handler: 'index.run', Code: { S3Bucket: 'b', S3Key: `${asset}.zip` } },
    ...{ Environment: { Variables: { KEPT: 'yes' } }, LoggingConfig: { LogGroup: 'elsewhere' } },
  },
};

describe('the copy of a template', () => {
  it('has our entry in front of a function, which keeps what it was told', () => {
    const { wrapped, resources } = rewritten({ Worker1A2B3C4D: worker });
    expect(wrapped).toMatchObject([{ from: { asset } }]);
    expect(resources.Worker1A2B3C4D?.Properties).toEqual({
      ...{ Runtime: 'nodejs22.x', Handler: 'faultline-chaos.handler', FunctionName: 'Shop-Worker' },
      Code: { S3Bucket: bucket, S3Key: `${wrapped[0]?.asset}.zip` },
      Environment: {
        Variables: { KEPT: 'yes', FAULTLINE_HANDLER: 'index.run', CHAOS_TABLE: 'faultline-chaos', CHAOS_KEY: 'id' },
      },
    });
  });

  it.each([
    [{ Runtime: 'python3.13' }, 'python3.13, not Node.js'],
    [{ PackageType: 'Image' }, 'a container image'],
    [{ Code: { S3Bucket: 'b', S3Key: 'code.zip' } }, 'lies in a bucket'],
  ])('leaves a function as it is that has %j, and says why', (properties, reason) => {
    const { wrapped, left } = rewritten({ Other: { ...worker, Properties: { ...worker.Properties, ...properties } } });
    expect(wrapped).toEqual([]);
    expect(left).toEqual([expect.stringContaining(reason)]);
  });

  it('leaves what serves custom resources as it is: it works while nobody looks', () => {
    const custom = { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] } } };
    const { wrapped, left } = rewritten({ Provider: worker, Custom: custom });
    expect([wrapped, left]).toEqual([[], []]);
  });

  it('names what has no name, each by its own, and nothing that has one', () => {
    const queue = (Properties: Record<string, unknown> = {}) => ({ Type: 'AWS::SQS::Queue', Properties });
    const { resources } = rewritten({
      Jobs0A1B2C3D: queue(),
      Jobs4E5F6A7B: queue(),
      Ordered: queue({ FifoQueue: true }),
      Named: queue({ QueueName: 'mine' }),
      Far: { Type: 'AWS::Lambda::Function', Properties: {} },
    });
    const names = Object.values(resources).map(({ Properties }) => Properties?.QueueName ?? Properties?.FunctionName);
    expect(names).toEqual(['Shop-Jobs', 'Shop-Jobs4E5F6A7B', 'Shop-Ordered.fifo', 'mine', 'Shop-Far']);
  });

  it('gives a state machine no name: the executions of another run have taken theirs under it', () => {
    const saga = { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: 'role' } };
    expect(rewritten({ Saga: saga }).resources.Saga).toEqual(saga);
  });

  it('leaves nothing behind when its stack goes', () => {
    const table = {
      ...{ Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
      Properties: { DeletionProtectionEnabled: true },
    };
    const { resources } = rewritten({ Things: table });
    expect(resources.Things).toMatchObject({
      ...{ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' },
      Properties: { TableName: 'Shop-Things', DeletionProtectionEnabled: false },
    });
  });
});
