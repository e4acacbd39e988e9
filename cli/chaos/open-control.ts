import { catalogue } from '../../chaos/faults/catalogue.ts';
import { openCarriers } from '../../chaos/runner/carriers/open-carriers.ts';
import { checkTarget } from '../../chaos/runner/carriers/target-check.ts';
import { type FaultControl, openFaultControl } from '../../chaos/runner/fault-control.ts';
import { realTime } from '../../chaos/runner/pause.ts';
import { openClients } from '../../chaos/runner/system/clients.ts';
import type { Cloud } from '../../localstack/cloud.ts';
import { chaosTable } from './chaos-table.ts';

/** Does something with the faults of a cloud, whoever started them. */
export async function withFaultControl<Result>(
  cloud: Cloud,
  work: (control: FaultControl) => Promise<Result>,
): Promise<Result> {
  const clients = openClients(cloud);
  try {
    const carriers = await openCarriers(cloud, clients, chaosTable, Date.now);
    const target: Parameters<typeof openFaultControl>[0]['checkTarget'] = (fault, request) =>
      checkTarget(clients, fault, request);
    return await work(openFaultControl({ cloud, carriers, checkTarget: target, catalogue, time: realTime }));
  } finally {
    clients.destroy();
  }
}
