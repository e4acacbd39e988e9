import { type Ending, endAllFaults } from '../../experiment/carriers/end-all.ts';
import { openCloudCarriers, openLabCarriers } from '../../experiment/carriers/open-carriers.ts';
import { openClients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import { realTime } from '../../kernel/pause.ts';
import { deployedLabs } from './labs.ts';

const END_WITHIN_MS = 15_000;

/** Ends every fault of a cloud, whoever started it; loads no more than that takes. */
export async function endFaults(cloud: Cloud): Promise<Ending> {
  const clients = openClients(cloud);
  // A fault of the cloud may hit the very call that finds the labs: they are looked for after it was ended, and again if that failed.
  const labs = {
    name: 'rules' as const,
    async endAll() {
      const found = await deployedLabs(clients.dynamo);
      const carriers = found.flatMap(({ names }) => openLabCarriers(clients, names, Date.now));
      return (await Promise.all(carriers.map((carrier) => carrier.endAll()))).flat();
    },
  };
  try {
    const carriers = [...(await openCloudCarriers(cloud, Date.now)), labs];
    return await endAllFaults(carriers, { time: realTime, settleMs: 0, withinMs: END_WITHIN_MS });
  } finally {
    clients.destroy();
  }
}
