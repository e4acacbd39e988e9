import { randomUUID } from 'node:crypto';
import type { Clients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import type { ChaosNames } from '../../system/deployed.ts';
import type { Carrier } from './carrier.ts';
import { hasFaultApi, openCloudCarrier } from './cloud-carrier.ts';
import { openRuleCarrier } from './rule-carrier.ts';
import { openSettingCarrier } from './setting-carrier.ts';
import { settingKinds } from './setting-kinds.ts';

/** All carriers that a cloud has for a system. @param keyField where calls that no function makes have their stable key */
export async function openCarriers(
  cloud: Cloud,
  clients: Omit<Clients, 'destroy'>,
  chaos: ChaosNames,
  now: () => number,
  keyField?: string,
): Promise<Carrier[]> {
  return [...openLabCarriers(clients, chaos, now), ...(await openCloudCarriers(cloud, now, keyField))];
}

/** What the lab of a system carries. */
export function openLabCarriers(clients: Omit<Clients, 'destroy'>, chaos: ChaosNames, now: () => number): Carrier[] {
  const access = { ...clients, chaos, now, unique: randomUUID };
  return [openRuleCarrier(access), openSettingCarrier(access, settingKinds(clients))];
}

/** What a cloud carries by itself, whatever is deployed on it. */
export async function openCloudCarriers({ endpoint }: Cloud, now: () => number, keyField?: string): Promise<Carrier[]> {
  return endpoint !== undefined && (await hasFaultApi(endpoint)) ? [openCloudCarrier(endpoint, now, keyField)] : [];
}
