import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import type { Injection } from '../../run/run-files.ts';
import type { Deployed } from '../../system/deployed.ts';
import { readCloudInjections } from './cloud-injections.ts';
import { readInjections } from './injections.ts';

/** Clocks of functions and of this machine may differ by this much, ms. */
const CLOCK_TOLERANCE_MS = 5_000;

/** The faults that have fired while a run goes on, whoever tells of them; whoever opens it closes it. */
export function openInjections(
  cloud: Cloud,
  { functions, chaos }: Pick<Deployed, 'functions' | 'chaos'>,
  now: () => number,
) {
  const logs = new CloudWatchLogsClient(clientConfig(cloud));
  const names = [...functions, ...Object.values(chaos.functions)];
  return {
    /** Every fault that has fired since then, epoch milliseconds, as far as the logs tell by now. */
    async since(from: number): Promise<Injection[]> {
      const [logged, inCloud] = await Promise.all([
        readInjections(logs, names, from, now() + CLOCK_TOLERANCE_MS),
        cloud.endpoint === undefined ? [] : readCloudInjections(cloud.endpoint, from).then((read) => read.injections),
      ]);
      return [...logged, ...inCloud];
    },
    close: () => logs.destroy(),
  };
}
