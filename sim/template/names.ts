import { createHash } from 'node:crypto';
import { NotModelled } from '../not-modelled.ts';
import type { Names, Place, Resource } from './template.ts';

/** The property that names a resource, by its type. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
};

/** Names and addresses of resources, the same for the same template. @param endpoint where services answer */
export function namesOf(
  { account, region, stack }: Place,
  endpoint: string,
): Names & { name(logical: string, resource: Resource): string } {
  const name = (logical: string, { Type, Properties = {} }: Resource) => {
    const given = Properties[NAMED_BY[Type] ?? ''];
    if (typeof given === 'string') return given;
    const digest = createHash('sha256').update(`${stack}/${logical}`).digest('hex');
    if (Type === 'AWS::ApiGateway::RestApi' || Type === 'AWS::ApiGateway::Resource') return digest.slice(0, 10);
    if (Type === 'AWS::Lambda::EventSourceMapping')
      return [
        digest.slice(0, 8),
        digest.slice(8, 12),
        digest.slice(12, 16),
        digest.slice(16, 20),
        digest.slice(20, 32),
      ].join('-');
    return `${stack}-${logical.slice(0, 24)}-${digest.slice(0, 12)}`;
  };
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const arnOf = (logical: string, resource: Resource): string => {
    const own = name(logical, resource);
    switch (resource.Type) {
      case 'AWS::Lambda::Function':
        return arn('lambda', `function:${own}`);
      case 'AWS::SQS::Queue':
        return arn('sqs', own);
      case 'AWS::DynamoDB::Table':
        return arn('dynamodb', `table/${own}`);
      case 'AWS::Logs::LogGroup':
        return arn('logs', `log-group:${own}:*`);
      case 'AWS::Events::Rule':
        return arn('events', `rule/${own}`);
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${account}:role/${own}`;
      default:
        throw new NotModelled(`The ARN of ${logical} (${resource.Type})`);
    }
  };
  return {
    name,
    ref: (logical, resource) =>
      resource.Type === 'AWS::SQS::Queue'
        ? `${endpoint}/${account}/${name(logical, resource)}`
        : name(logical, resource),
    attribute(logical, resource, attribute) {
      if (attribute === 'Arn') return arnOf(logical, resource);
      if (attribute === 'QueueName') return name(logical, resource);
      if (attribute === 'QueueUrl') return `${endpoint}/${account}/${name(logical, resource)}`;
      if (attribute === 'RootResourceId') return `${name(logical, resource)}-root`;
      // A stream is named when its table is made: it is known to belong to it.
      if (attribute === 'StreamArn') return `${arnOf(logical, resource)}/stream`;
      throw new NotModelled(`The attribute ${attribute} of ${logical} (${resource.Type})`);
    },
  };
}
