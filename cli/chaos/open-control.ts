import { catalogue } from '../../chaos/faults/catalogue.ts';
import { type FaultControl, openFaultControl } from '../../experiment/carriers/fault-control.ts';
import { openCarriers } from '../../experiment/carriers/open-carriers.ts';
import { checkTarget } from '../../experiment/carriers/target-check.ts';
import { type Clients, openClients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import { realTime } from '../../kernel/pause.ts';
import { deployedLabs, type Lab } from './labs.ts';

/** Does something with the faults of the labs of a cloud, whoever started them. */
export async function withLabs<Result>(
  cloud: Cloud,
  work: (labs: readonly Lab[], clients: Clients) => Promise<Result>,
): Promise<Result> {
  const clients = openClients(cloud);
  try {
    return await work(await deployedLabs(clients.dynamo), clients);
  } finally {
    clients.destroy();
  }
}

/** What acts on the faults of one lab. */
export async function controlOf(cloud: Cloud, clients: Clients, { names }: Lab): Promise<FaultControl> {
  const carriers = await openCarriers(cloud, clients, names, Date.now);
  const target: Parameters<typeof openFaultControl>[0]['checkTarget'] = (fault, request) =>
    checkTarget(clients, fault, request);
  return openFaultControl({ cloud, carriers, checkTarget: target, catalogue, time: realTime });
}
