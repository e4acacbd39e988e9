import { join } from 'node:path';
import type { Cloud } from '../kernel/cloud.ts';
import { environmentFor } from './cloud-environment.ts';
import type { DeploymentOrder } from './deploy-assembly.ts';
import { inOwnProcess } from './own-process/in-own-process.ts';

/**
 * Deploys the stacks of a cloud assembly with the CDK's own Toolkit, which uploads assets, makes a change set if anything
 * changed, waits, and rolls back what fails.
 *
 * @param assembly the folder of the cloud assembly
 * @throws UsageError with the resources that could not be made, and why
 */
export async function deployAssembly(cloud: Cloud, assembly: string, report: (line: string) => void): Promise<void> {
  const order: DeploymentOrder = { assembly, ...(cloud.kind === 'localstack' && { localstackRegion: cloud.region }) };
  const env = environmentFor(cloud, process.env);
  await inOwnProcess(join(import.meta.dirname, 'deploy-assembly'), order, { env, report });
}
