import { arn, type Samples, tags } from '../sample.ts';

const alarm = (AlarmDescription: string, Threshold: number, Dimension: string) => ({
  AlarmName: 'props-alarm',
  AlarmDescription,
  ActionsEnabled: false,
  AlarmActions: [arn('sns', 'props-topic')],
  ComparisonOperator: 'GreaterThanThreshold',
  DatapointsToAlarm: 2,
  Dimensions: [{ Name: 'QueueName', Value: Dimension }],
  EvaluationPeriods: 3,
  InsufficientDataActions: [arn('sns', 'props-topic')],
  MetricName: 'ApproximateNumberOfMessagesVisible',
  Namespace: 'AWS/SQS',
  OKActions: [arn('sns', 'props-topic')],
  Period: 120,
  Statistic: 'Maximum',
  Tags: tags('a'),
  Threshold,
  TreatMissingData: 'notBreaching',
  Unit: 'Count',
});
const composite = (AlarmDescription: string, state: string) => ({
  AlarmName: 'props-composite',
  AlarmDescription,
  AlarmRule: `${state}("props-alarm")`,
  ActionsEnabled: false,
  AlarmActions: [arn('sns', 'props-topic')],
  InsufficientDataActions: [arn('sns', 'props-topic')],
  OKActions: [arn('sns', 'props-topic')],
});
const machine = (Comment: string, more: object) => ({
  StateMachineName: 'props-machine',
  StateMachineType: 'EXPRESS',
  RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
  DefinitionString: JSON.stringify({ Comment, StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
  ...more,
});

export const operations: Samples = {
  LogGroup: {
    type: 'AWS::Logs::LogGroup',
    first: { LogGroupName: '/props/logs', RetentionInDays: 3, Tags: tags('a', 'b') },
    second: { LogGroupName: '/props/logs', RetentionInDays: 7, Tags: tags('c') },
  },
  LogStream: {
    type: 'AWS::Logs::LogStream',
    first: { LogGroupName: '/props/logs', LogStreamName: 'stream' },
    after: ['LogGroup'],
  },
  LogSubscription: {
    type: 'AWS::Logs::SubscriptionFilter',
    first: {
      LogGroupName: '/props/logs',
      DestinationArn: arn('lambda', 'function:props-other'),
      FilterPattern: 'ERROR',
    },
    second: {
      LogGroupName: '/props/logs',
      DestinationArn: arn('lambda', 'function:props-other'),
      FilterPattern: 'WARN',
    },
    after: ['LogGroup', 'OtherFunction'],
  },
  Alarm: {
    type: 'AWS::CloudWatch::Alarm',
    first: alarm('first', 4.5, 'props-queue'),
    second: alarm('second', 5.5, 'props-dead'),
    after: ['Topic'],
  },
  PercentileAlarm: {
    type: 'AWS::CloudWatch::Alarm',
    first: {
      AlarmName: 'props-percentile',
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 1,
      ExtendedStatistic: 'p99',
      MetricName: 'Duration',
      Namespace: 'AWS/Lambda',
      Period: 60,
      Threshold: 1,
    },
  },
  MathAlarm: {
    type: 'AWS::CloudWatch::Alarm',
    first: {
      AlarmName: 'props-math',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Threshold: 1,
      Metrics: [
        { Id: 'rate', Expression: 'errors * 100', ReturnData: true },
        {
          Id: 'errors',
          ReturnData: false,
          MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' },
        },
      ],
    },
  },
  CompositeAlarm: {
    type: 'AWS::CloudWatch::CompositeAlarm',
    first: composite('first', 'ALARM'),
    second: composite('second', 'OK'),
    after: ['Alarm'],
  },
  StateMachine: {
    type: 'AWS::StepFunctions::StateMachine',
    first: machine('first', { Tags: tags('a') }),
    second: machine('second', { Tags: tags('b') }),
  },
  SubstitutedMachine: {
    type: 'AWS::StepFunctions::StateMachine',
    first: {
      StateMachineName: 'props-substituted',
      RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Step Functions substitutes it.
      Definition: { StartAt: 'Wait', States: { Wait: { Type: 'Pass', Result: '${Word}', End: true } } },
      DefinitionSubstitutions: { Word: 'substituted' },
    },
  },
  Activity: {
    type: 'AWS::StepFunctions::Activity',
    first: { Name: 'props-activity', Tags: tags('a') },
  },
};
