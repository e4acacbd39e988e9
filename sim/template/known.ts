import { NotModelled } from '../not-modelled.ts';
import type { Template } from './template.ts';

/** What is modelled of each type; `tolerated` are properties that change nothing here. */
const MODELLED: Readonly<
  Record<string, { readonly properties: readonly string[]; readonly tolerated?: readonly string[] }>
> = {
  'AWS::Lambda::Function': {
    properties: [
      'Code',
      'Environment',
      'FunctionName',
      'Handler',
      'LoggingConfig',
      'MemorySize',
      'ReservedConcurrentExecutions',
      'Runtime',
      'Timeout',
    ],
    tolerated: ['Architectures', 'Description', 'Role', 'TracingConfig', 'EphemeralStorage'],
  },
  'AWS::Lambda::EventSourceMapping': {
    properties: [
      'BatchSize',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'ScalingConfig',
      'BisectBatchOnFunctionError',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ParallelizationFactor',
      'StartingPosition',
    ],
  },
  'AWS::SQS::Queue': {
    properties: [
      'ContentBasedDeduplication',
      'DeduplicationScope',
      'DelaySeconds',
      'FifoQueue',
      'FifoThroughputLimit',
      'MaximumMessageSize',
      'MessageRetentionPeriod',
      'QueueName',
      'ReceiveMessageWaitTimeSeconds',
      'RedriveAllowPolicy',
      'RedrivePolicy',
      'VisibilityTimeout',
    ],
    tolerated: ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'],
  },
  'AWS::DynamoDB::Table': {
    properties: [
      'AttributeDefinitions',
      'BillingMode',
      'GlobalSecondaryIndexes',
      'KeySchema',
      'LocalSecondaryIndexes',
      'ProvisionedThroughput',
      'StreamSpecification',
      'TableName',
      'TimeToLiveSpecification',
    ],
    tolerated: [
      'DeletionProtectionEnabled',
      'PointInTimeRecoverySpecification',
      'SSESpecification',
      'TableClass',
      'ContributorInsightsSpecification',
    ],
  },
  'AWS::ApiGateway::RestApi': { properties: [], tolerated: ['Description', 'EndpointConfiguration', 'Name'] },
  'AWS::ApiGateway::Resource': { properties: ['ParentId', 'PathPart', 'RestApiId'] },
  'AWS::ApiGateway::Method': {
    properties: ['HttpMethod', 'Integration', 'ResourceId', 'RestApiId'],
    tolerated: ['AuthorizationType', 'ApiKeyRequired', 'OperationName'],
  },
  'AWS::ApiGateway::Stage': {
    properties: ['RestApiId', 'StageName'],
    tolerated: ['DeploymentId', 'Description', 'MethodSettings', 'TracingEnabled', 'AccessLogSetting'],
  },
  'AWS::Events::Rule': { properties: ['ScheduleExpression', 'State', 'Targets'], tolerated: ['Description', 'Name'] },
};

/** What changes nothing of what the system does here. */
const IGNORED =
  /^AWS::(IAM|CloudWatch|Logs|CDK)::|^AWS::(SQS::QueuePolicy|Lambda::Permission|ApiGateway::(Account|Deployment))$/;

const EVERYWHERE = ['Tags'];

/**
 * Looks at every resource before anything is made of one.
 * @returns the types that are ignored, each with how many resources have it
 * @throws NotModelled that names all that is not modelled
 */
export function checkModelled({ Resources }: Template): ReadonlyMap<string, number> {
  const ignored = new Map<string, number>();
  const lacking: string[] = [];
  for (const [logical, { Type, Properties = {} }] of Object.entries(Resources)) {
    const known = MODELLED[Type];
    if (known === undefined) {
      if (IGNORED.test(Type)) ignored.set(Type, (ignored.get(Type) ?? 0) + 1);
      else lacking.push(`the resource ${logical} of the type ${Type}`);
      continue;
    }
    const names = [...known.properties, ...(known.tolerated ?? []), ...EVERYWHERE];
    for (const name of Object.keys(Properties)) {
      if (!names.includes(name)) lacking.push(`the property ${name} of ${logical} (${Type})`);
    }
  }
  if (lacking.length === 0) return ignored;
  const [first = '', ...rest] = lacking;
  throw new NotModelled(
    `${first[0]?.toUpperCase()}${first.slice(1)}${rest.length === 0 ? '' : `, and with it ${rest.join(', ')}`}`,
  );
}
