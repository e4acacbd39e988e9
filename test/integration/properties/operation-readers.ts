import { CloudWatchClient, DescribeAlarmsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeActivityCommand,
  DescribeStateMachineCommand,
  ListTagsForResourceCommand as ListMachineTagsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { type Reader, type Readers, tagsFrom } from './reader.ts';

const logs = new CloudWatchLogsClient({});
const cloudwatch = new CloudWatchClient({});
const sfn = new SFNClient({});

const logGroup: Reader = async (name) => {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  const { logGroupName, retentionInDays } = logGroups[0] ?? {};
  return { LogGroupName: logGroupName, RetentionInDays: retentionInDays };
};

const logStream: Reader = async (_, { LogGroupName, LogStreamName }) => {
  const asked = { logGroupName: String(LogGroupName), logStreamNamePrefix: String(LogStreamName) };
  const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand(asked));
  return { LogGroupName, LogStreamName: logStreams[0]?.logStreamName };
};

const logSubscription: Reader = async (_, { LogGroupName }) => {
  const asked = { logGroupName: String(LogGroupName) };
  const { subscriptionFilters = [] } = await logs.send(new DescribeSubscriptionFiltersCommand(asked));
  const { destinationArn, filterPattern, logGroupName } = subscriptionFilters[0] ?? {};
  return { DestinationArn: destinationArn, FilterPattern: filterPattern, LogGroupName: logGroupName };
};

const alarm: Reader = async (name) => {
  const AlarmTypes = ['MetricAlarm' as const, 'CompositeAlarm' as const];
  const found = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes }));
  const [described] = [...(found.MetricAlarms ?? []), ...(found.CompositeAlarms ?? [])];
  const { Tags } = await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: described?.AlarmArn }));
  return { ...described, Tags: tagsFrom(Tags) };
};

const machine: Reader = async (stateMachineArn, { Definition, DefinitionSubstitutions = {} }) => {
  const { definition, name, roleArn, type } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const { tags } = await sfn.send(new ListMachineTagsCommand({ resourceArn: stateMachineArn }));
  // As it was before words were substituted in it.
  const original = Object.entries(DefinitionSubstitutions as Record<string, string>).reduce(
    (text, [word, by]) => text.replace(`"${by}"`, `"\${${word}}"`),
    definition ?? '',
  );
  return {
    ...(Definition === undefined ? { DefinitionString: definition } : { Definition: JSON.parse(original) }),
    DefinitionSubstitutions: original === definition ? {} : DefinitionSubstitutions,
    RoleArn: roleArn,
    StateMachineName: name,
    StateMachineType: type,
    Tags: tagsFrom(tags),
  };
};

const activity: Reader = async (activityArn) => {
  const { name } = await sfn.send(new DescribeActivityCommand({ activityArn }));
  return { Name: name };
};

export const operationReaders: Readers = {
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Logs::LogStream': logStream,
  'AWS::Logs::SubscriptionFilter': logSubscription,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,
  'AWS::StepFunctions::StateMachine': machine,
  'AWS::StepFunctions::Activity': activity,
};
