import { join } from 'node:path';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { openClients } from '../../kernel/clients.ts';
import { isGone } from '../../kernel/gone.ts';
import { realTime } from '../../kernel/pause.ts';
import { openRunLines, type RunLines } from '../../run/journal.ts';
import { runFiles } from '../../run/run-files.ts';
import type { Deployed } from '../../system/deployed.ts';
import { readSettings } from '../audit/read-settings.ts';
import type { Settings } from '../audit/settings.ts';
import { type TimedControl, timedControl } from '../audit/timed-control.ts';
import { openFaultControl } from '../carriers/fault-control.ts';
import { openCarriers } from '../carriers/open-carriers.ts';
import { checkTarget } from '../carriers/target-check.ts';
import { openClientRecord } from '../probes/client-record.ts';
import type { ProbeContext } from '../probes/probe.ts';
import { environmentsOf } from '../watch/environments.ts';
import { type Observer, openObserver } from '../watch/observed.ts';
import { type Sampler, startSampler } from '../watch/sampler.ts';
import type { RunOptions } from './run-options.ts';

/** Everything that a run acts and looks with. */
export interface RunTools {
  readonly deployed: Deployed;
  readonly control: TimedControl;
  readonly lines: RunLines;
  readonly observer: Observer;
  readonly sampler: Sampler;
  readonly probing: ProbeContext;
  readonly readSettings: () => Promise<Settings>;
  close(): Promise<void>;
}

/** Opens what a run needs. */
export async function openRunTools({
  cloud,
  deployed,
  runDir,
  system,
}: Pick<RunOptions, 'cloud' | 'deployed' | 'runDir' | 'system'>): Promise<RunTools> {
  const clients = openClients(cloud);
  const { now } = realTime;
  const carriers = await openCarriers(cloud, clients, deployed.chaos, now, system.keyField);
  const target = (...given: Parameters<typeof checkTarget> extends [unknown, ...infer Rest] ? Rest : never) =>
    checkTarget(clients, ...given);
  const control = openFaultControl({
    ...{ cloud, carriers, checkTarget: target, catalogue, time: realTime },
    isGone: () => isGone(cloud),
  });
  const lines = openRunLines(runDir, now);
  const observer = await openObserver(clients, deployed);
  const sampler = startSampler(observer, environmentsOf(cloud), lines);
  const customers = openClientRecord(join(runDir, runFiles.client));
  return {
    deployed,
    control: timedControl(control, now),
    lines,
    observer,
    sampler,
    probing: { cloud, deployed, observer, clients, customers, now },
    readSettings: () => readSettings(clients, deployed, carriers),
    async close() {
      await sampler.stop();
      clients.destroy();
    },
  };
}
