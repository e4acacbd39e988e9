import { join } from 'node:path';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { type Cloud, clientConfig } from '../kernel/cloud.ts';
import { waitUntil } from '../kernel/wait-until.ts';
import { labFolder } from '../localstack/places.ts';
import { assemble } from './assembly.ts';
import { bootstrapLocalstack } from './bootstrap.ts';
import { targetOf } from './guard.ts';
import { stackName } from './stacks/stack-name.ts';
import { removeStrayLogGroups } from './stray-log-groups.ts';

/** Options of {@link deploy}. */
export interface DeployOptions {
  /**
   * The sabotage whose broken twins are deployed in place of the originals.
   *
   * @default - none
   */
  readonly sabotage?: string | undefined;
  /**
   * The AWS account that the user has named and confirmed; not needed for LocalStack.
   *
   * @default - none: AWS is refused
   */
  readonly confirmedAccount?: string | undefined;
  /** Takes a line for each thing that is done. */
  readonly report: (line: string) => void;
}

/** Options of {@link destroy}. */
export type DestroyOptions = Pick<DeployOptions, 'confirmedAccount'>;

/** Where to reach what was deployed. */
export interface Deployment {
  readonly restApiId: string;
  readonly restApiStage: string;
}

const assemblies = join(labFolder, 'assemblies');

/** LocalStack calls a stack complete a moment before it knows its outputs. */
const outputsDeadlineMs = 10_000;

/** How long CloudFormation may take to delete the stack, in seconds. */
const deletionDeadlineS = 600;

/**
 * Deploys the lab's stack, in this process. On LocalStack the account is bootstrapped first, with as little as the CDK
 * needs there; on AWS that is left to `cdk bootstrap`.
 *
 * @throws UsageError for a cloud that is not confirmed and for an unknown sabotage; the CDK Toolkit's error, with the
 * resource and the reason, when CloudFormation fails
 */
export async function deploy(cloud: Cloud, { sabotage, confirmedAccount, report }: DeployOptions): Promise<Deployment> {
  const target = targetOf(cloud, confirmedAccount);
  const prepared =
    cloud.kind === 'localstack' ? Promise.all([bootstrapLocalstack(cloud), removeStrayLogGroups(cloud)]) : undefined;
  // The Toolkit takes half a second to load: meanwhile the functions are bundled.
  const [{ deployAssembly }, assembly] = await Promise.all([
    import('./toolkit.ts'),
    assemble(target, { sabotage, folder: assemblies, report }),
    prepared,
  ]);
  const told = await deployAssembly(cloud, assembly, report);
  const outputs = Object.keys(told).length > 0 ? told : await outputsOf(cloud);
  return { restApiId: outputOf(outputs, 'RestApiId'), restApiStage: outputOf(outputs, 'RestApiStage') };
}

/**
 * Does what a deployment to this cloud can do before the cloud is there: bundles, synthesizes, loads the Toolkit.
 *
 * @throws UsageError for a cloud that is not confirmed and for an unknown sabotage
 */
export async function prepareDeployment(
  cloud: Cloud,
  { sabotage, confirmedAccount, report }: DeployOptions,
): Promise<void> {
  const target = targetOf(cloud, confirmedAccount);
  await Promise.all([import('./toolkit.ts'), assemble(target, { sabotage, folder: assemblies, report })]);
}

/** Deletes the lab's stack and everything in it; does nothing if there is none. */
export async function destroy(cloud: Cloud, { confirmedAccount }: DestroyOptions = {}): Promise<void> {
  targetOf(cloud, confirmedAccount);
  const client = new CloudFormationClient(clientConfig(cloud));
  try {
    await client.send(new DeleteStackCommand({ StackName: stackName }));
    const pace = cloud.kind === 'localstack' ? { minDelay: 0.1, maxDelay: 0.5 } : { minDelay: 2, maxDelay: 10 };
    await waitUntilStackDeleteComplete({ client, maxWaitTime: deletionDeadlineS, ...pace }, { StackName: stackName });
  } finally {
    client.destroy();
  }
}

/** The outputs of the stack as soon as it has any; none after the deadline. */
async function outputsOf(cloud: Cloud): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient(clientConfig(cloud));
  try {
    const ask = async () => {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
      return Stacks[0]?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const);
    };
    return Object.fromEntries((await waitUntil(ask, { deadlineMs: outputsDeadlineMs })) ?? []);
  } finally {
    client.destroy();
  }
}

function outputOf(outputs: Readonly<Record<string, string>>, name: string): string {
  const value = outputs[name];
  if (value === undefined) {
    throw new Error(`The stack ${stackName} has no output ${name}: got ${Object.keys(outputs).join(', ') || 'none'}.`);
  }
  return value;
}
