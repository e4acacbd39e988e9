import { meant, references, referred } from '../../infra/references.ts';
import { isObject } from '../../localstack/support/finding.ts';
import type { AppResource, AppTemplate } from './merged.ts';
import { readable } from './readable.ts';
import { routesIn } from './routes.ts';

/** A queue of an app and who is behind it. */
export interface FoundQueue {
  readonly name: string;
  readonly isFifo: boolean;
  /** Undefined where it has none. */
  readonly deadLetterQueue: string | undefined;
  readonly maxReceiveCount: number | undefined;
  /** Whether it is the dead-letter queue of another. */
  readonly isDeadLetterQueue: boolean;
  readonly consumers: readonly string[];
}

/** What an app consists of, by physical names. */
export interface Found {
  readonly functions: readonly string[];
  readonly queues: readonly FoundQueue[];
  readonly tables: readonly string[];
  /** From a stream or another source that is no queue of the app. */
  readonly otherMappings: readonly string[];
  /** Mappings to functions that are not of the app, by their ids. */
  readonly mappingsElsewhere: readonly string[];
  readonly topics: readonly string[];
  readonly buses: readonly string[];
  readonly rules: readonly string[];
  readonly schedules: readonly string[];
  readonly httpApis: readonly string[];
  /** What they answer to, such as `POST /jobs`. */
  readonly routes: readonly string[];
  readonly functionUrls: readonly string[];
  readonly stateMachines: readonly string[];
  /** The id of the construct behind each name. */
  readonly ids: ReadonlyMap<string, string>;
  /** Which function writes to which table, as far as its policies tell. */
  readonly writers: readonly { readonly function: string; readonly table: string }[];
}

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Serverless::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Events::EventBus': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** What there is in an app. Pure. */
export function foundIn({ Resources }: AppTemplate): Found {
  const all = Object.entries(Resources);
  const of = (...types: string[]) => all.filter(([, { Type }]) => types.includes(Type));
  const nameOf = (id: string) => physicalName(id, Resources);
  const names = (...types: string[]) => of(...types).map(([id]) => nameOf(id));
  const providers = customResourceProviders(Resources);
  const queues = of('AWS::SQS::Queue');
  const redrives = new Map(
    queues.flatMap(([id, { Properties }]) => {
      const { RedrivePolicy: policy } = Properties;
      const dead = isObject(policy) ? referred(policy.deadLetterTargetArn) : undefined;
      return isObject(policy) && dead !== undefined ? [[id, { dead, most: Number(policy.maxReceiveCount) }]] : [];
    }),
  );
  const dead = new Set([...redrives.values()].map((redrive) => redrive.dead));
  const ids = (entries: typeof all) => entries.map(([id]) => id);
  const functions = of('AWS::Lambda::Function', 'AWS::Serverless::Function');
  const functionOf = (value: unknown) => meant(value, ids(functions), Resources, nameOf);
  const mappings = of('AWS::Lambda::EventSourceMapping').map(([id, { Properties }]) => ({
    id,
    queue: meant(Properties.EventSourceArn, ids(queues), Resources, nameOf),
    function: functionOf(Properties.FunctionName),
  }));
  const named = (id: string | undefined) => (id === undefined ? [] : [nameOf(id)]);
  return {
    functions: functions.filter(([id]) => !providers.has(id)).map(([id]) => nameOf(id)),
    queues: queues.map(([id, { Properties }]) => {
      const redrive = redrives.get(id);
      return {
        name: nameOf(id),
        isFifo: Properties.FifoQueue === true,
        deadLetterQueue: redrive && nameOf(redrive.dead),
        maxReceiveCount: redrive?.most,
        isDeadLetterQueue: dead.has(id),
        consumers: mappings.filter(({ queue }) => queue === id).flatMap((mapping) => named(mapping.function)),
      };
    }),
    tables: names('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'),
    otherMappings: mappings.filter(({ queue }) => queue === undefined).flatMap((mapping) => named(mapping.function)),
    mappingsElsewhere: mappings.flatMap((mapping) => (mapping.function === undefined ? [mapping.id] : [])),
    topics: names('AWS::SNS::Topic'),
    buses: names('AWS::Events::EventBus'),
    rules: of('AWS::Events::Rule')
      .filter(([, { Properties }]) => Properties.ScheduleExpression === undefined)
      .map(([id]) => nameOf(id)),
    schedules: [
      ...of('AWS::Events::Rule').filter(([, { Properties }]) => Properties.ScheduleExpression !== undefined),
      ...of('AWS::Scheduler::Schedule'),
    ].map(([id]) => nameOf(id)),
    httpApis: names('AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::Serverless::Api'),
    routes: routesIn({ Resources }),
    functionUrls: of('AWS::Lambda::Url').flatMap(([, { Properties }]) =>
      named(functionOf(Properties.TargetFunctionArn)),
    ),
    stateMachines: names('AWS::StepFunctions::StateMachine'),
    ids: new Map(all.map(([id]) => [nameOf(id), readable(id.split('/').at(-1) ?? id)])),
    writers: writersIn({ Resources }, nameOf),
  };
}

/** The name that a resource of the app has once it is deployed, as far as the template says it; else its logical id. */
function physicalName(id: string, resources: AppTemplate['Resources']): string {
  const { Type = '', Properties = {} } = resources[id] ?? {};
  return givenName(Type, Properties) ?? id.split('/').at(-1) ?? id;
}

/** The name that a resource is given by its template; undefined where it is not known there. */
export function givenName(type: string, properties: AppResource['Properties']): string | undefined {
  const given = properties[nameProperties[type] ?? ''];
  return typeof given === 'string' ? given : undefined;
}

/** Functions that serve custom resources while the app is deployed, and no user of it. */
function customResourceProviders(resources: AppTemplate['Resources']): ReadonlySet<string> {
  return new Set(Object.values(resources).flatMap(({ Properties }) => referred(Properties.ServiceToken) ?? []));
}

const writes = /^dynamodb:(PutItem|UpdateItem|BatchWriteItem|TransactWriteItems|\*)$/;

function writersIn({ Resources }: AppTemplate, nameOf: (id: string) => string): Found['writers'] {
  const functionsOf = (role: string) =>
    Object.entries(Resources).filter(([, { Type, Properties }]) => {
      return Type === 'AWS::Lambda::Function' && referred(Properties.Role) === role;
    });
  const pairs = Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    grantsOf(id, Type, Properties).flatMap(({ role, document }) =>
      tablesWritten(document, Resources).flatMap((table) =>
        functionsOf(role).map(([name]) => ({ function: nameOf(name), table: nameOf(table) })),
      ),
    ),
  );
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}

/** Which role a resource gives which policy: those of the CDK stand by themselves, those of SAM in the role. */
function grantsOf(id: string, type: string, { Roles, PolicyDocument, Policies }: AppResource['Properties']) {
  if (type === 'AWS::IAM::Role' && Array.isArray(Policies)) {
    return Policies.filter(isObject).map((policy) => ({ role: id, document: policy.PolicyDocument }));
  }
  if (!/^AWS::IAM::(Managed)?Policy$/.test(type) || !Array.isArray(Roles)) return [];
  return Roles.flatMap((role) => referred(role) ?? []).map((role) => ({ role, document: PolicyDocument }));
}

function tablesWritten(document: unknown, resources: AppTemplate['Resources']): string[] {
  const statements = isObject(document) ? [document.Statement].flat() : [];
  const tables = Object.keys(resources).filter((id) => /^AWS::DynamoDB::/.test(resources[id]?.Type ?? ''));
  return statements.flatMap((statement) => {
    if (!isObject(statement) || ![statement.Action].flat().some((action) => writes.test(String(action)))) return [];
    const named = references(statement.Resource);
    return tables.filter((table) => named.includes(table));
  });
}
