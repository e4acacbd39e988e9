import { createHash } from 'node:crypto';
import { readable } from '../template/readable.ts';
import type { Rewritable } from './rewritable.ts';

/** Which property names a resource, and how long a name may be. */
const named: Readonly<Record<string, { readonly property: string; readonly most: number }>> = {
  'AWS::Lambda::Function': { property: 'FunctionName', most: 64 },
  'AWS::SQS::Queue': { property: 'QueueName', most: 75 },
  'AWS::DynamoDB::Table': { property: 'TableName', most: 128 },
  'AWS::DynamoDB::GlobalTable': { property: 'TableName', most: 128 },
  'AWS::SNS::Topic': { property: 'TopicName', most: 250 },
};

/**
 * Names functions, queues, tables and topics that have no name after the stack and their construct: what CloudFormation would
 * invent is another name in each deployment, and runs could not be compared. A state machine stays without: the names of its
 * executions are taken for 90 days, and those of an earlier run would be in the way. Changes the template.
 */
export function nameResources({ Resources }: Rewritable, stack: string): void {
  const taken = new Set<string>();
  for (const [id, resource] of Object.entries(Resources)) {
    const rule = named[resource.Type];
    if (rule === undefined) continue;
    resource.Properties ??= {};
    const { [rule.property]: given, FifoQueue, FifoTopic } = resource.Properties;
    if (given !== undefined) continue;
    const wanted = `${stack}-${readable(id)}`.replaceAll(/[^\w-]/g, '-');
    const name = fitting(taken.has(wanted) ? `${stack}-${id}` : wanted, rule.most);
    taken.add(name);
    resource.Properties[rule.property] = FifoQueue === true || FifoTopic === true ? `${name}.fifo` : name;
  }
}

function fitting(name: string, most: number): string {
  if (name.length <= most) return name;
  return `${name.slice(0, most - 9)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
