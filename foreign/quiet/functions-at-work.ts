import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import type { Deployed } from '../../system/deployed.ts';
import type { Probe } from '../../system/probe.ts';

/** Longer than a stream, a bus or a state machine takes from one function to the next. */
const LATELY_MS = 10_000;

/** What is on its way in streams, topics and buses cannot be counted; that it arrives is seen in the logs. */
export const functionsAtWork: Probe = {
  name: 'no-function-works',
  tolerance: 0,
  provider: { type: 'custom', module: import.meta.filename },
};

interface Context {
  readonly cloud: Cloud;
  readonly deployed: Pick<Deployed, 'functions'>;
  readonly now: () => number;
}

/** How many functions have written to their logs lately. */
export async function probe(_: unknown, { cloud, deployed, now }: Context): Promise<number> {
  const logs = new CloudWatchLogsClient(clientConfig(cloud));
  const startTime = now() - LATELY_MS;
  const hasWorked = async (name: string) => {
    try {
      const asked = { logGroupName: `/aws/lambda/${name}`, startTime, limit: 1 };
      const { events = [] } = await logs.send(new FilterLogEventsCommand(asked));
      return events.length > 0;
    } catch (error) {
      // A function that was never invoked has no log.
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    }
  };
  try {
    return (await Promise.all(deployed.functions.map(hasWorked))).filter(Boolean).length;
  } finally {
    logs.destroy();
  }
}
