import type { Clients } from '../../kernel/clients.ts';
import type { Deployed } from '../../system/deployed.ts';
import { acting, type Carrier } from '../carriers/carrier.ts';
import { functionSettings } from './function-settings.ts';
import { mappingSettings } from './mapping-settings.ts';
import { queueSettings } from './queue-settings.ts';
import type { Settings } from './settings.ts';
import { tableSettings } from './table-settings.ts';

/** Reads every setting that a fault of the catalogue can change, and every fault that is active. */
export async function readSettings(
  { lambda, sqs, dynamo }: Clients,
  { functions, queues, deadLetterQueues, tables, chaos }: Deployed,
  carriers: readonly Carrier[],
): Promise<Settings> {
  const parts = await Promise.all([
    ...functions.flatMap((name) => [functionSettings(lambda, name), mappingSettings(lambda, name)]),
    ...[...queues, ...deadLetterQueues].map((name) => queueSettings(sqs, name)),
    ...[...tables, chaos.table].map((name) => tableSettings(dynamo, name)),
    ...carriers.map(activeSettings),
  ]);
  return Object.assign({}, ...parts);
}

/** Every fault of a carrier that acts; of one that is ending the settings themselves tell whether they are back. */
export async function activeSettings(carrier: Pick<Carrier, 'name' | 'active'>): Promise<Settings> {
  const faults = acting(await carrier.active());
  return Object.fromEntries(
    faults.map(({ id, fault, target }) => [`fault ${id} (${carrier.name})`, `active: ${fault} at ${target}`]),
  );
}
