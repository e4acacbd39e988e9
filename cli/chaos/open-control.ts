import { catalogue } from '../../chaos/faults/catalogue.ts';
import { type FaultControl, openFaultControl } from '../../experiment/carriers/fault-control.ts';
import { openCarriers } from '../../experiment/carriers/open-carriers.ts';
import { checkTarget } from '../../experiment/carriers/target-check.ts';
import { openClients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import { realTime } from '../../kernel/pause.ts';
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
