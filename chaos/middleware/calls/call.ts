import type { Rule } from '../../faults/rule.ts';

/** One AWS call, as rules aim at it. */
export interface Call {
  /** The SDK's service id in lower case. */
  readonly service: string;
  readonly operation: string;
  /** As the SDK serializes it: of a document client already marshalled. */
  readonly input: object;
  /** Names of the DynamoDB tables that it touches. */
  readonly tables: readonly string[];
  /** Name of the SQS queue that it is about. */
  readonly queue: string | undefined;
}

/** What the SDK is about to do. */
export function callOf(service: string, commandName: string | undefined, input: object): Call {
  const operation = (commandName ?? '').replace(/Command$/, '');
  return { service, operation, input, tables: tablesOf(input), queue: queueOf(input) };
}

/** `service:Operation`. */
export function nameOf({ service, operation }: Call): string {
  return `${service}:${operation}`;
}

/** The tables and the queue that the call is about, by name. */
export function resourceOf({ tables, queue }: Call): string {
  return [...tables, ...(queue === undefined ? [] : [queue])].join(' ');
}

/** Whether every given part of the rule's target is what this function calls. */
export function isAimedAt({ target }: Rule, call: Call, functionName: string): boolean {
  const { function: caller, service, operations, table, queue }: CallTarget = target;
  return (
    (caller === undefined || caller === functionName) &&
    (service === undefined || service === call.service) &&
    (operations === undefined || operations.includes(call.operation)) &&
    (table === undefined || call.tables.includes(table)) &&
    (queue === undefined || queue === call.queue)
  );
}

interface CallTarget {
  readonly function?: string | undefined;
  readonly service?: string | undefined;
  readonly operations?: readonly string[] | undefined;
  readonly table?: string | undefined;
  readonly queue?: string | undefined;
}

/** Name of the queue that an SQS call is about; its address ends with it. */
function queueOf(input: object): string | undefined {
  const url = 'QueueUrl' in input ? input.QueueUrl : undefined;
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : undefined;
}

/** Tables named anywhere in a DynamoDB call: directly, in a transaction's items or as keys of a batch. */
function tablesOf(input: object): string[] {
  const tables = new Set<string>();
  const visit = (value: unknown) => {
    const table = tableOf(value);
    if (table !== undefined) tables.add(table);
  };
  visit(input);
  if ('TransactItems' in input && Array.isArray(input.TransactItems)) {
    for (const item of input.TransactItems) for (const part of Object.values(item ?? {})) visit(part);
  }
  if ('RequestItems' in input) for (const table of Object.keys(input.RequestItems ?? {})) tables.add(tableName(table));
  return [...tables].sort();
}

/** The table that a part of a DynamoDB call names. */
export function tableOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('TableName' in value)) return undefined;
  return typeof value.TableName === 'string' ? tableName(value.TableName) : undefined;
}

/** DynamoDB takes a table's ARN wherever it takes its name. */
export function tableName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
}
