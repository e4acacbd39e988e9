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
import { meant, referred } from './references.ts';

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
  const tables = of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  const queues = of('AWS::SQS::Queue');
  const redrives = queues.flatMap(([queue, { Properties = {} }]) => {
    const deadLetterQueue = deadLetterQueueOf(Properties);
    return deadLetterQueue === undefined ? [] : [{ queue, deadLetterQueue }];
  });
  const dead = new Set(redrives.map(({ deadLetterQueue }) => deadLetterQueue));
  const functions = of('AWS::Lambda::Function');
  const chaotic = functions.filter((entry) => !isOrdinary(entry));
  const ids = (entries: typeof all) => entries.map(([logical]) => logical);
  const mappings = of('AWS::Lambda::EventSourceMapping').flatMap(([mapping, { Properties = {} }]) => {
    const queue = meant(Properties.EventSourceArn, ids(queues), Resources, queueName);
    const consumer = meant(Properties.FunctionName, ids(functions), Resources, physical);
    return queue === undefined || consumer === undefined ? [] : [{ mapping, queue, consumer }];
  });
  const consumed = new Set(mappings.map(({ queue }) => queue));
  const [rules = ''] = tables.find((entry) => !isOrdinary(entry)) ?? [];
  return {
    addresses: of('AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage').map(([, { Type, Properties = {} }]) => {
      const { RestApiId, ApiId, StageName } = Properties;
      const url = Type === 'AWS::ApiGateway::Stage' ? restApiUrl : httpApiUrl;
      return url(cloud, physical(referred(RestApiId ?? ApiId) ?? ''), String(StageName));
    }),
    functions: functions.filter(isOrdinary).map(([logical]) => physical(logical)),
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
    mappings: mappings.map(({ mapping, queue, consumer }) => ({
      ...{ function: physical(consumer), queue: queueName(queue), uuid: physical(mapping) },
    })),
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
