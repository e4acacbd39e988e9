import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnEventSourceMapping, EventSourceMapping, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

// A linked package brings a second copy of the construct library, for whose classes nothing of the app is an instance. What
// a construct is, its resource tells.

/** A construct of the library with the resource that it stands for. */
type Of<Construct, Resource> = Construct & { readonly node: { readonly defaultChild: Resource } };

function isOf(node: IConstruct, member: string, ...types: readonly string[]): boolean {
  const resource = node.node.defaultChild as { readonly cfnResourceType?: unknown } | undefined;
  return types.includes(String(resource?.cfnResourceType)) && member in node;
}

/** Whether a construct is a function that belongs to the app. */
export function isFunction(node: IConstruct): node is Lambda {
  return isOf(node, 'addEnvironment', 'AWS::Lambda::Function');
}

/** Whether a construct is a queue of the app. */
export function isQueue(node: IConstruct): node is Queue {
  return isOf(node, 'queueArn', 'AWS::SQS::Queue');
}

/** Whether a construct is a table of the app, of either kind. */
export function isTable(node: IConstruct): node is Table & ITable {
  return isOf(node, 'tableArn', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
}

/** Whether a construct is an event source mapping of the app. */
export function isMapping(node: IConstruct): node is Of<EventSourceMapping, CfnEventSourceMapping> {
  return isOf(node, 'eventSourceMappingId', 'AWS::Lambda::EventSourceMapping');
}

/** Whether a construct is a file or folder that the app uploads. */
export function isAsset(node: IConstruct): node is Asset {
  return 's3ObjectKey' in node && 'assetPath' in node;
}
