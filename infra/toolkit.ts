import { BaseCredentials, type IIoHost, Toolkit } from '@aws-cdk/toolkit-lib';
import type { Cloud } from '../kernel/cloud.ts';
import { UsageError } from '../kernel/usage-error.ts';
import { inEnvironmentOf } from './cloud-environment.ts';

/**
 * Deploys the one stack of a cloud assembly with the CDK's own Toolkit, which uploads assets, makes a change set if anything
 * changed, waits, and rolls back what fails.
 *
 * @param assembly the folder of the cloud assembly
 * @throws UsageError with the resources that could not be made, and why
 */
export async function deployAssembly(cloud: Cloud, assembly: string, report: (line: string) => void): Promise<void> {
  const { environment, kind, region } = cloud;
  const toolkit = new Toolkit({
    ioHost: progressTo(report),
    color: false,
    emojis: false,
    ...(kind === 'localstack' && {
      sdkConfig: {
        baseCredentials: BaseCredentials.custom({
          region,
          provider: async () => ({
            accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
            secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
          }),
        }),
      },
    }),
  });
  return inEnvironmentOf(cloud, async () => {
    const source = await toolkit.fromAssemblyDirectory(assembly);
    try {
      await toolkit.deploy(source, {
        concurrency: 4,
        assetBuildConcurrency: 4,
        ...(kind === 'localstack' && { stackEventPollingInterval: 100 }),
      });
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new UsageError(`the deployment failed: ${said.replaceAll(/❌ *|DeploymentError: /g, '').trim()}`, {
        cause,
      });
    }
  });
}

/** Turns what the Toolkit says into lines of progress; its questions are answered with yes, since the guard has asked already. */
function progressTo(report: (line: string) => void): IIoHost {
  let last = '';
  const once = (line: string): void => {
    if (line !== last) {
      last = line;
      report(line);
    }
  };
  return {
    async notify({ code, level, message, data }) {
      if (code === 'CDK_TOOLKIT_I5502') {
        const { progress } = data as { progress: { completed: number; total?: number } };
        once(`deploying: ${progress.completed} of ${progress.total ?? '?'} resources`);
      } else if (level === 'error' || level === 'warn') {
        once(message);
      }
    },
    async requestResponse({ defaultResponse }) {
      return defaultResponse;
    },
  };
}
