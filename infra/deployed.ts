import {
  CloudFormationClient,
  type CloudFormationServiceException,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { chaosMetadata } from '../chaos/cdk/chaos-functions.ts';
import { type Cloud, clientConfig, httpApiUrl, restApiUrl } from '../kernel/cloud.ts';
import { UsageError } from '../kernel/usage-error.ts';
import type { Deployed } from '../system/deployed.ts';

/** A resource of a CloudFormation template, as far as it is looked at. */
interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** A CloudFormation template, as far as it is looked at. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/**
 * What is deployed of a system, from its stack's template and the names of its resources.
 * @throws UsageError if the stack is not there
 */
export async function findDeployed(cloud: Cloud, stackName: string): Promise<Deployed> {
  const client = new CloudFormationClient(clientConfig(cloud));
  try {
    const { TemplateBody = '' } = await client
      .send(new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }))
      .catch((cause: CloudFormationServiceException) => {
        throw new UsageError(`the stack "${stackName}" is not ready: ${cause.message}`, {
          cause,
          hint: `Deploy it: ./lab deploy --system ${stackName}`,
        });
      });
    const physical = new Map<string, string>();
    for await (const page of paginateListStackResources({ client }, { StackName: stackName })) {
      for (const { LogicalResourceId = '', PhysicalResourceId = '' } of page.StackResourceSummaries ?? []) {
        physical.set(LogicalResourceId, PhysicalResourceId);
      }
    }
    return deployedOf(JSON.parse(TemplateBody), (logical) => physical.get(logical) ?? '', cloud);
  } finally {
    client.destroy();
  }
}

/**
 * The same from a template alone. Pure.
 * @param physical the physical id of a resource, by its logical id
 */
export function deployedOf({ Resources }: Template, physical: (logical: string) => string, cloud: Cloud): Deployed {
  const all = Object.entries(Resources);
  const of = (...types: string[]) => all.filter(([, { Type }]) => types.includes(Type));
  const queueName = (logical: string) => physical(logical).split('/').at(-1) ?? '';
  const role = ({ Metadata }: Resource) => Metadata?.[chaosMetadata];
  const isOrdinary = ([, resource]: [string, Resource]) => role(resource) === undefined;
  const chaotic = of('AWS::Lambda::Function').filter((entry) => !isOrdinary(entry));
  const tables = of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  const queues = of('AWS::SQS::Queue');
  const redrives = queues.flatMap(([queue, { Properties = {} }]) => {
    const deadLetterQueue = deadLetterQueueOf(Properties);
    return deadLetterQueue === undefined ? [] : [{ queue, deadLetterQueue }];
  });
  const dead = new Set(redrives.map(({ deadLetterQueue }) => deadLetterQueue));
  const consumed = new Set(
    of('AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => referred(Properties?.EventSourceArn) ?? []),
  );
  const isQueue = (logical: string) => Resources[logical]?.Type === 'AWS::SQS::Queue';
  const [rules = ''] = tables.find((entry) => !isOrdinary(entry)) ?? [];
  return {
    addresses: of('AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage').map(([, { Type, Properties = {} }]) => {
      const { RestApiId, ApiId, StageName } = Properties;
      const url = Type === 'AWS::ApiGateway::Stage' ? restApiUrl : httpApiUrl;
      return url(cloud, physical(referred(RestApiId ?? ApiId) ?? ''), String(StageName));
    }),
    functions: of('AWS::Lambda::Function')
      .filter(isOrdinary)
      .map(([logical]) => physical(logical)),
    queues: queues
      .filter(([logical]) => !dead.has(logical) && consumed.has(logical))
      .map(([logical]) => queueName(logical)),
    outputQueues: queues
      .filter(([logical]) => !dead.has(logical) && !consumed.has(logical))
      .map(([logical]) => queueName(logical)),
    deadLetterQueues: [...dead].map(queueName),
    redrives: redrives.map((one) => ({
      queue: queueName(one.queue),
      deadLetterQueue: queueName(one.deadLetterQueue),
    })),
    mappings: of('AWS::Lambda::EventSourceMapping').flatMap(([, { Properties = {} }]) => {
      const [queue, consumer] = [referred(Properties.EventSourceArn), referred(Properties.FunctionName)];
      if (queue === undefined || consumer === undefined || !isQueue(queue)) return [];
      return [{ function: physical(consumer), queue: queueName(queue) }];
    }),
    tables: tables.filter(isOrdinary).map(([logical]) => physical(logical)),
    stateMachines: of('AWS::StepFunctions::StateMachine').map(([logical]) => physical(logical)),
    chaos: {
      table: physical(rules),
      functions: Object.fromEntries(chaotic.map(([logical, resource]) => [String(role(resource)), physical(logical)])),
    },
  };
}

function deadLetterQueueOf({ RedrivePolicy }: Readonly<Record<string, unknown>>): string | undefined {
  const { deadLetterTargetArn } = (RedrivePolicy ?? {}) as { deadLetterTargetArn?: unknown };
  return referred(deadLetterTargetArn);
}

/** The logical id that a `Ref` or an `Fn::GetAtt` names; undefined for anything else. */
function referred(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
  const logical = Array.isArray(attribute) ? attribute[0] : Ref;
  return typeof logical === 'string' ? logical : undefined;
}
