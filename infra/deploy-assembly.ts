import { BaseCredentials, type IBaseCredentialsProvider, type IIoHost, Toolkit } from '@aws-cdk/toolkit-lib';
import { UsageError } from '../kernel/usage-error.ts';
import { work } from './own-process/work.ts';

// A process of its own: the Toolkit takes 150 MiB, and takes the endpoint from nowhere but the environment.

/** What the process is asked to do. */
export interface DeploymentOrder {
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  /** Where the environment names a LocalStack: its region. */
  readonly localstackRegion?: string | undefined;
}

work(async ({ assembly, localstackRegion: region }: DeploymentOrder, report) => {
  const toolkit = new Toolkit({
    ioHost: progressTo(report),
    color: false,
    emojis: false,
    ...(region !== undefined && { sdkConfig: { baseCredentials: credentialsOfEnvironment(region) } }),
  });
  const source = await toolkit.fromAssemblyDirectory(assembly);
  try {
    await toolkit.deploy(source, {
      concurrency: 4,
      assetBuildConcurrency: 4,
      ...(region !== undefined && { stackEventPollingInterval: 100 }),
    });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`the deployment failed: ${said.replaceAll(/❌ *|DeploymentError: /g, '').trim()}`, { cause });
  }
});

function credentialsOfEnvironment(region: string): IBaseCredentialsProvider {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
  return BaseCredentials.custom({ region, provider: async () => ({ accessKeyId, secretAccessKey }) });
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
