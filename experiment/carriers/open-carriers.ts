import { randomUUID } from 'node:crypto';
import type { Clients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import type { Carrier } from './carrier.ts';
import { hasFaultApi, openCloudCarrier } from './cloud-carrier.ts';
import { openRuleCarrier } from './rule-carrier.ts';
import { openSettingCarrier } from './setting-carrier.ts';
import { settingKinds } from './setting-kinds.ts';

/** All carriers that a cloud has. `table` is the name of the chaos table. */
export async function openCarriers(
  { endpoint }: Cloud,
  clients: Omit<Clients, 'destroy'>,
  table: string,
  now: () => number,
): Promise<Carrier[]> {
  const access = { ...clients, table, now, unique: randomUUID };
  const carriers = [openRuleCarrier(access), openSettingCarrier(access, settingKinds(clients))];
  if (endpoint !== undefined && (await hasFaultApi(endpoint))) carriers.push(openCloudCarrier(endpoint, now));
  return carriers;
}
