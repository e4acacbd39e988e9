import { join } from 'node:path';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { chaosNames } from '../chaos/cdk/chaos-functions.ts';
import { bootstrapLocalstack } from '../infra/bootstrap.ts';
import { destroy } from '../infra/deploy.ts';
import { deployedOf } from '../infra/deployed.ts';
import type { Deployment } from '../infra/deployment.ts';
import { inOwnProcess } from '../infra/own-process/in-own-process.ts';
import { removeStrayLogGroups } from '../infra/stray-log-groups.ts';
import { deployAssembly } from '../infra/toolkit.ts';
import { type Cloud, clientConfig } from '../kernel/cloud.ts';
import { UsageError } from '../kernel/usage-error.ts';
import type { Deployed } from '../system/deployed.ts';
import type { App } from './app.ts';
import { labStack } from './assembly/copy.ts';
import type { LabOrder } from './assembly/make-lab.ts';

/** How somebody's app comes to a LocalStack: its own stacks, under chaos, then the lab. */
export function deploymentOf({ state, assembly, template }: App): Deployment {
  const { stacks, folder } = assembly;
  const find = async (cloud: Cloud): Promise<Deployed> => {
    const physical = await physicalIds(cloud, stacks);
    const found = deployedOf(template, (id) => physical.get(id) ?? '', cloud);
    const { table, functions } = chaosNames(labStack);
    return { ...found, chaos: { table, functions } };
  };
  return {
    prepare: async () => undefined,
    find,
    async deploy(cloud, report) {
      await bootstrapLocalstack(cloud);
      for (const stack of [...stacks, labStack]) await removeStrayLogGroups(cloud, stack);
      await deployAssembly(cloud, folder, report);
      const { mappings } = await find(cloud);
      const lab: LabOrder = { folder: join(state, 'lab'), mappings };
      await inOwnProcess(join(import.meta.dirname, 'assembly', 'make-lab'), lab, { env: process.env, report });
      await deployAssembly(cloud, lab.folder, report);
      return find(cloud);
    },
    async destroy(cloud) {
      for (const name of [labStack, ...stacks.toReversed()]) await destroy(cloud, { name });
    },
  };
}

/** The physical id of each resource of these stacks, by `<stack>/<logical id>`. @throws UsageError if one is not there */
async function physicalIds(cloud: Cloud, stacks: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const client = new CloudFormationClient(clientConfig(cloud));
  const physical = new Map<string, string>();
  try {
    for (const stack of stacks) {
      for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
        for (const { LogicalResourceId, PhysicalResourceId = '' } of page.StackResourceSummaries ?? []) {
          physical.set(`${stack}/${LogicalResourceId}`, PhysicalResourceId);
        }
      }
    }
    return physical;
  } catch (cause) {
    throw new UsageError(
      `the app is not deployed at ${cloud.endpoint}: ${cause instanceof Error ? cause.message : cause}`,
      {
        cause,
        hint: 'npx faultline run deploys it; with --keep it stays.',
      },
    );
  } finally {
    client.destroy();
  }
}
