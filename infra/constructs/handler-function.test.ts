import { describe, expect, it } from '@jest/globals';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { emptyBundles } from '../testing/empty-bundles.ts';
import { HandlerFunction, type HandlerFunctionProps } from './handler-function.ts';

const bundle = emptyBundles(['payments']).payments;

function build(props: Partial<HandlerFunctionProps> = {}) {
  const stack = new Stack(new App(), 'stack');
  const handler = new HandlerFunction(stack, 'Payments', {
    functionName: 'payments',
    bundle,
    service: 'payments',
    timeout: Duration.seconds(5),
    ...props,
  });
  return { stack, handler };
}

describe('HandlerFunction', () => {
  it('has a timeout, memory, JSON logs and a log group of its own that does not grow for ever', () => {
    const template = Template.fromStack(build().stack);
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'payments',
      Timeout: 5,
      MemorySize: 256,
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: logGroup } },
      Environment: { Variables: { SERVICE: 'payments', POWERTOOLS_SERVICE_NAME: 'payments', LOG_LEVEL: 'INFO' } },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/payments', RetentionInDays: 7 });
  });

  it('may at first write to its own log group alone', () => {
    const template = Template.fromStack(build().stack);
    template.resourceCountIs('AWS::IAM::Policy', 1);
    const [logGroup = ''] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
          },
        ],
      },
    });
  });

  it.each([
    [['dynamodb:*'], ['arn:aws:dynamodb:us-east-1:000000000000:table/orders'], 'dynamodb:*'],
    [['dynamodb:Put*'], ['arn:aws:dynamodb:us-east-1:000000000000:table/orders'], 'dynamodb:Put*'],
    [['sqs:SendMessage'], ['*'], '*'],
    [['sqs:SendMessage'], ['arn:aws:sqs:us-east-1:000000000000:*'], 'arn:aws:sqs:us-east-1:000000000000:*'],
  ])('refuses to be granted %p on %p', (actions, resources, wildcard) => {
    expect(() => build().handler.allow(actions, resources)).toThrow(
      `stack/Payments: a grant with a wildcard: got \`${wildcard}\`, expected each action and each resource by its name`,
    );
  });

  it.each([0, 901])('refuses a timeout of %p s', (seconds) => {
    expect(() => build({ timeout: Duration.seconds(seconds) })).toThrow(
      `the timeout is out of range: got ${seconds} s, expected 1 s to 900 s`,
    );
  });

  it.each([127, 10_241, 512.5])('refuses %p MiB of memory', (memorySizeMiB) => {
    expect(() => build({ memorySizeMiB })).toThrow(
      `the memory size is out of range: got ${memorySizeMiB} MiB, expected a whole number from 128 MiB to 10240 MiB`,
    );
  });
});
