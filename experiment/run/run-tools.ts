import { join } from 'node:path';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { openClients } from '../../kernel/clients.ts';
import { realTime } from '../../kernel/pause.ts';
import { openRunLines, type RunLines } from '../../run/journal.ts';
import { runFiles } from '../../run/run-files.ts';
import { readSettings } from '../audit/read-settings.ts';
import type { Settings } from '../audit/settings.ts';
import { type TimedControl, timedControl } from '../audit/timed-control.ts';
import { openFaultControl } from '../carriers/fault-control.ts';
import { openCarriers } from '../carriers/open-carriers.ts';
import { checkTarget } from '../carriers/target-check.ts';
import { openClientRecord } from '../probes/client-record.ts';
import type { ProbeContext } from '../probes/probe.ts';
import { environmentsOf } from '../system/environments.ts';
import { type Observer, openObserver } from '../system/observed.ts';
import { findOrderSystem } from '../system/order-system.ts';
import { type Sampler, startSampler } from '../system/sampler.ts';
import type { SystemUnderTest } from '../system/system.ts';
import type { RunOptions } from './run-options.ts';

/** Everything that a run acts and looks with. */
export interface RunTools {
  readonly system: SystemUnderTest;
  readonly control: TimedControl;
  readonly lines: RunLines;
  readonly observer: Observer;
  readonly sampler: Sampler;
  readonly probing: ProbeContext;
  readonly readSettings: () => Promise<Settings>;
  close(): Promise<void>;
}

/** Opens what a run needs. @throws UsageError if the system is not deployed */
export async function openRunTools({ cloud, runDir }: Pick<RunOptions, 'cloud' | 'runDir'>): Promise<RunTools> {
  const system = await findOrderSystem(cloud);
  const clients = openClients(cloud);
  const { now } = realTime;
  const carriers = await openCarriers(cloud, clients, system.chaos.table, now);
  const target = (...given: Parameters<typeof checkTarget> extends [unknown, ...infer Rest] ? Rest : never) =>
    checkTarget(clients, ...given);
  const control = openFaultControl({ cloud, carriers, checkTarget: target, catalogue, time: realTime });
  const lines = openRunLines(runDir, now);
  const observer = await openObserver(clients, system);
  const sampler = startSampler(observer, environmentsOf(cloud), lines);
  const customers = openClientRecord(join(runDir, runFiles.client));
  return {
    system,
    control: timedControl(control, now),
    lines,
    observer,
    sampler,
    probing: { cloud, system, observer, clients, customers, now },
    readSettings: () => readSettings(clients, system, carriers),
    async close() {
      await sampler.stop();
      clients.destroy();
    },
  };
}
