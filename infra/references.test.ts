import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, type EventSourceMappingOptions, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { meant, references } from './references.ts';

/** The name of the function of the one mapping of a stack as the CDK synthesizes it. */
function synthesized(mapTo: (worker: Lambda, from: EventSourceMappingOptions) => void) {
  const stack = new Stack(new App(), 'theirs');
  const code = Code.fromInline('exports.handler = () => 1');
  const worker = new Lambda(stack, 'Worker', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code });
  mapTo(worker, { eventSourceArn: new Queue(stack, 'Jobs').queueArn });
  const { Resources } = Template.fromStack(stack).toJSON();
  const of = (type: string) => Object.keys(Resources).filter((id) => Resources[id].Type === type);
  const [mapping = ''] = of('AWS::Lambda::EventSourceMapping');
  const { FunctionName, EventSourceArn } = Resources[mapping].Properties;
  const nameOf = (id: string) => `the-${id}`;
  return {
    function: meant(FunctionName, of('AWS::Lambda::Function'), Resources, nameOf),
    queue: meant(EventSourceArn, of('AWS::SQS::Queue'), Resources, nameOf),
  };
}

describe('the function that a mapping leads to', () => {
  it.each<[string, (worker: Lambda, from: EventSourceMappingOptions) => void]>([
    ['itself', (worker, from) => worker.addEventSourceMapping('Mapping', from)],
    ['its version', (worker, from) => worker.currentVersion.addEventSourceMapping('Mapping', from)],
    ['an alias of it', (worker, from) => worker.addAlias('live').addEventSourceMapping('Mapping', from)],
  ])('is known by %s', (_, mapTo) => {
    expect(synthesized(mapTo)).toEqual({
      function: expect.stringMatching(/^Worker/),
      queue: expect.stringMatching(/^Jobs/),
    });
  });

  const resources = {
    Worker: {},
    WorkerAliaslive: { Properties: { FunctionName: { Ref: 'Worker' } } },
    Table: { Properties: {} },
  };
  const of = (value: unknown) => meant(value, ['Worker'], resources, () => 'my-worker');

  it.each([
    [{ Ref: 'WorkerAliaslive' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
    [{ 'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Worker}:live' }],
    ['my-worker'],
    ['my-worker:live'],
    ['arn:aws:lambda:us-east-1:000000000000:function:my-worker'],
    ['arn:aws:lambda:us-east-1:000000000000:function:my-worker:live'],
  ])('is known as %j', (value) => {
    expect(of(value)).toBe('Worker');
  });

  it.each([
    ['another'],
    ['arn:aws:lambda:us-east-1:000000000000:function:another:my-worker'],
    [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }],
    [{ Ref: 'AWS::StackName' }],
    [undefined],
  ])('is not known as %j', (value) => {
    expect(of(value)).toBeUndefined();
  });
});

describe('what a value refers to', () => {
  it('is named in a text, apart from what the text is given and what it only quotes', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
    const sub = { 'Fn::Sub': ['${Table.Arn}/${!Quoted}', { Index: { Ref: 'Index' } }] };
    expect(references([sub, { deep: [{ 'Fn::GetAtt': ['Queue', 'Arn'] }] }])).toEqual(['Table', 'Index', 'Queue']);
  });
});
