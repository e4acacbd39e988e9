import { arn, type Samples, tags } from '../sample.ts';

const role = { 'Fn::GetAtt': ['Role', 'Arn'] };
const code = { ZipFile: 'exports.handler = async (event) => event;' };
const streamArn = { 'Fn::GetAtt': ['Table', 'StreamArn'] };

const fn = (Description: string, more: object) => ({
  FunctionName: 'props-function',
  Code: code,
  Description,
  Handler: 'index.handler',
  Role: role,
  Runtime: 'nodejs24.x',
  ...more,
});

export const functions: Samples = {
  Role: {
    type: 'AWS::IAM::Role',
    first: { RoleName: 'props-role', AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
  },
  Layer: {
    type: 'AWS::Lambda::LayerVersion',
    first: {
      LayerName: 'props-layer',
      Description: 'a layer',
      LicenseInfo: 'MIT',
      CompatibleRuntimes: ['nodejs24.x'],
      CompatibleArchitectures: ['x86_64'],
      Content: {},
    },
  },
  Function: {
    type: 'AWS::Lambda::Function',
    first: fn('first', {
      Architectures: ['x86_64'],
      DeadLetterConfig: { TargetArn: arn('sqs', 'props-dead') },
      Environment: { Variables: { A: '1', B: '2' } },
      Layers: [{ Ref: 'Layer' }],
      LoggingConfig: {
        LogFormat: 'JSON',
        ApplicationLogLevel: 'WARN',
        SystemLogLevel: 'INFO',
        LogGroup: '/props/logs',
      },
      MemorySize: 200,
      PackageType: 'Zip',
      ReservedConcurrentExecutions: 3,
      Tags: tags('a', 'b'),
      Timeout: 7,
    }),
    second: fn('second', {
      Architectures: ['x86_64'],
      DeadLetterConfig: { TargetArn: arn('sqs', 'props-queue') },
      Environment: { Variables: { B: '3' } },
      Layers: [{ Ref: 'Layer' }],
      LoggingConfig: {
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
        LogGroup: '/props/logs',
      },
      MemorySize: 300,
      PackageType: 'Zip',
      ReservedConcurrentExecutions: 5,
      Tags: tags('c'),
      Timeout: 8,
    }),
    after: ['Dead', 'Queue'],
  },
  Version: {
    type: 'AWS::Lambda::Version',
    first: { FunctionName: { Ref: 'Function' }, Description: 'a version' },
  },
  NextVersion: {
    type: 'AWS::Lambda::Version',
    first: { FunctionName: { Ref: 'OtherFunction' }, Description: 'another version' },
  },
  OtherFunction: {
    type: 'AWS::Lambda::Function',
    first: { Code: code, FunctionName: 'props-other', Handler: 'index.handler', Role: role, Runtime: 'nodejs22.x' },
  },
  Alias: {
    type: 'AWS::Lambda::Alias',
    first: {
      Name: 'live',
      FunctionName: { Ref: 'Function' },
      FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
      Description: 'first',
    },
    second: {
      Name: 'live',
      FunctionName: { Ref: 'Function' },
      FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
      Description: 'second',
    },
  },
  QueueMapping: {
    type: 'AWS::Lambda::EventSourceMapping',
    first: {
      FunctionName: { Ref: 'Function' },
      EventSourceArn: arn('sqs', 'props-queue'),
      BatchSize: 20,
      Enabled: false,
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 3,
      ScalingConfig: { MaximumConcurrency: 4 },
      Tags: tags('a'),
    },
    second: {
      FunctionName: { Ref: 'Function' },
      EventSourceArn: arn('sqs', 'props-queue'),
      BatchSize: 30,
      Enabled: false,
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[2]}}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 4,
      ScalingConfig: { MaximumConcurrency: 5 },
      Tags: tags('a'),
    },
    after: ['Queue'],
  },
  StreamMapping: {
    type: 'AWS::Lambda::EventSourceMapping',
    first: {
      FunctionName: { Ref: 'OtherFunction' },
      EventSourceArn: streamArn,
      BatchSize: 5,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: arn('sqs', 'props-dead') } },
      Enabled: false,
      MaximumRecordAgeInSeconds: 70,
      MaximumRetryAttempts: 6,
      StartingPosition: 'LATEST',
      TumblingWindowInSeconds: 0,
    },
    after: ['Dead'],
  },
  InvokeConfig: {
    type: 'AWS::Lambda::EventInvokeConfig',
    first: {
      FunctionName: { Ref: 'Function' },
      Qualifier: '$LATEST',
      MaximumEventAgeInSeconds: 70,
      MaximumRetryAttempts: 1,
      DestinationConfig: {
        OnFailure: { Destination: arn('sqs', 'props-dead') },
        OnSuccess: { Destination: arn('sqs', 'props-queue') },
      },
    },
    second: {
      FunctionName: { Ref: 'Function' },
      Qualifier: '$LATEST',
      MaximumEventAgeInSeconds: 80,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: arn('sqs', 'props-queue') } },
    },
    after: ['Dead', 'Queue'],
  },
  Url: {
    type: 'AWS::Lambda::Url',
    first: {
      TargetFunctionArn: { 'Fn::GetAtt': ['Function', 'Arn'] },
      Qualifier: 'live',
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
      Cors: {
        AllowCredentials: true,
        AllowHeaders: ['x-a'],
        AllowMethods: ['GET'],
        AllowOrigins: ['https://a.example'],
        ExposeHeaders: ['x-b'],
        MaxAge: 60,
      },
    },
    second: {
      TargetFunctionArn: { 'Fn::GetAtt': ['Function', 'Arn'] },
      Qualifier: 'live',
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
      Cors: { AllowMethods: ['PUT'], AllowOrigins: ['*'] },
    },
    after: ['Alias'],
  },
};
