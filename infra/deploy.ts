import { join } from 'node:path';
import { CloudFormationClient, DeleteStackCommand, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation';
import { type Cloud, clientConfig } from '../kernel/cloud.ts';
import { labFolder } from '../kernel/project.ts';
import type { Deployed } from '../system/deployed.ts';
import type { System } from '../system/system.ts';
import { assemble } from './assembly.ts';
import { bootstrapLocalstack } from './bootstrap.ts';
import { findDeployed } from './deployed.ts';
import { targetOf } from './guard.ts';
import { removeStrayLogGroups } from './stray-log-groups.ts';
import { deployAssembly } from './toolkit.ts';

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

const assemblies = join(labFolder, 'assemblies');

/** How long CloudFormation may take to delete the stack, in seconds. */
const deletionDeadlineS = 600;

/**
 * Deploys a system's stack. On LocalStack the account is bootstrapped first, with as little as the CDK
 * needs there; on AWS that is left to `cdk bootstrap`.
 *
 * @throws UsageError for a cloud that is not confirmed and for an unknown sabotage; the CDK Toolkit's error, with the
 * resource and the reason, when CloudFormation fails
 */
export async function deploy(
  cloud: Cloud,
  system: System,
  { sabotage, confirmedAccount, report }: DeployOptions,
): Promise<Deployed> {
  const target = targetOf(cloud, confirmedAccount);
  const prepared =
    cloud.kind === 'localstack'
      ? Promise.all([bootstrapLocalstack(cloud), removeStrayLogGroups(cloud, system.name)])
      : undefined;
  const [assembly] = await Promise.all([assemble(target, system, { sabotage, folder: assemblies, report }), prepared]);
  await deployAssembly(cloud, assembly, report);
  return findDeployed(cloud, system.name);
}

/**
 * Does what a deployment to this cloud can do before the cloud is there: bundles and synthesizes.
 *
 * @throws UsageError for a cloud that is not confirmed and for an unknown sabotage
 */
export async function prepareDeployment(
  cloud: Cloud,
  system: System,
  { sabotage, confirmedAccount, report }: DeployOptions,
): Promise<void> {
  const target = targetOf(cloud, confirmedAccount);
  await assemble(target, system, { sabotage, folder: assemblies, report });
}

/**
 * Bundles and synthesizes for nowhere but this machine. @returns the folder of the cloud assembly
 *
 * @throws UsageError for an unknown sabotage
 */
export async function assembleLocally(
  system: System,
  { sabotage, report }: Pick<DeployOptions, 'sabotage' | 'report'>,
): Promise<string> {
  const target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' } as const;
  return assemble(target, system, { sabotage, folder: assemblies, report });
}

/** Deletes a system's stack and everything in it; does nothing if there is none. */
export async function destroy(
  cloud: Cloud,
  { name: stackName }: Pick<System, 'name'>,
  { confirmedAccount }: DestroyOptions = {},
): Promise<void> {
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
