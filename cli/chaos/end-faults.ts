import { type Ending, endAllFaults } from '../../experiment/carriers/end-all.ts';
import { openCarriers } from '../../experiment/carriers/open-carriers.ts';
import { openClients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import { realTime } from '../../kernel/pause.ts';
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
