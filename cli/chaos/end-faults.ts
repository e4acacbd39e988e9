import { type Ending, endAllFaults } from '../../chaos/runner/carriers/end-all.ts';
import { openCarriers } from '../../chaos/runner/carriers/open-carriers.ts';
import { realTime } from '../../chaos/runner/pause.ts';
import { openClients } from '../../chaos/runner/system/clients.ts';
import type { Cloud } from '../../localstack/cloud.ts';
import { chaosTable } from './chaos-table.ts';

const END_WITHIN_MS = 15_000;

/** Ends every fault of a cloud, whoever started it; loads no more than that takes. */
export async function endFaults(cloud: Cloud): Promise<Ending> {
  const clients = openClients(cloud);
  try {
    const carriers = await openCarriers(cloud, clients, chaosTable, Date.now);
    return await endAllFaults(carriers, { time: realTime, settleMs: 0, withinMs: END_WITHIN_MS });
  } finally {
    clients.destroy();
  }
}
