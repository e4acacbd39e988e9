import { join } from 'node:path';
import { openClientRecord } from '../../experiment/probes/client-record.ts';
import { measureTakes } from '../../experiment/run/measure-takes.ts';
import { openObserver } from '../../experiment/watch/observed.ts';
import { openClients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import { readJsonLines } from '../../kernel/json-lines.ts';
import { peakOf } from '../../loadtest/profiles/plan.ts';
import type { Profile } from '../../loadtest/profiles/profile.ts';
import { clientAttemptSchema, runFiles } from '../../run/run-files.ts';
import type { Deployed } from '../../system/deployed.ts';
import type { SystemUnderTest } from '../../system/system.ts';

/** What a system was found to take, and what it took to find out. */
export interface Takes {
  /** Operations a second, no more than need be known. */
  readonly takes?: number;
  readonly calibrated: number;
  /** Of these, how many had an answer. */
  readonly answered: number;
}

/** What is to be measured. */
export interface FindOptions {
  readonly profile: Profile;
  readonly system: SystemUnderTest;
  readonly cloud: Cloud;
  readonly deployed: Deployed;
  readonly runDir: string;
  readonly keyPrefix: string;
  readonly seed: number;
  readonly ending: AbortSignal;
}

/** Enough that the third wave is longer than looks are apart, on a machine that takes tens a second. */
const OPERATIONS = 24;

/** Measures how much a deployed system takes, as far as a profile needs to know. */
export async function findTakes(options: FindOptions): Promise<Takes> {
  const { profile, system, cloud, deployed, runDir, keyPrefix, seed, ending } = options;
  const clientLog = join(runDir, runFiles.client);
  const clients = openClients(cloud);
  try {
    const observer = await openObserver(clients, deployed);
    const probing = { cloud, deployed, observer, clients, customers: openClientRecord(clientLog), now: Date.now };
    const found = await measureTakes({
      ...{ options: { system, cloud }, tools: { probing }, ending, clientLog, seed, keyPrefix },
      ...{ target: deployed.addresses[0] ?? '', operations: OPERATIONS, most: peakOf(profile) / profile.share },
    });
    const { lines } = await readJsonLines(clientLog, clientAttemptSchema, { optional: true });
    const answered = new Set(lines.filter(({ outcome }) => outcome !== 'info').map(({ request }) => request));
    return { ...(found && { takes: found.takes }), calibrated: found?.operations ?? 0, answered: answered.size };
  } finally {
    clients.destroy();
  }
}
