import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import type { Deployed } from '../../system/deployed.ts';
import type { Probe } from '../../system/probe.ts';

/** A state machine that waits writes no log, and is not done. */
export const executionsUnderWay: Probe = {
  name: 'no-execution-runs',
  tolerance: 0,
  provider: { type: 'custom', module: import.meta.filename },
};

interface Context {
  readonly cloud: Cloud;
  readonly deployed: Pick<Deployed, 'stateMachines'>;
}

/** How many executions of state machines run. */
export async function probe(_: unknown, { cloud, deployed }: Context): Promise<number> {
  const client = new SFNClient(clientConfig(cloud));
  try {
    let running = 0;
    for (const stateMachineArn of deployed.stateMachines) {
      const pages = paginateListExecutions({ client }, { stateMachineArn, statusFilter: 'RUNNING' });
      for await (const { executions = [] } of pages) running += executions.length;
    }
    return running;
  } finally {
    client.destroy();
  }
}
