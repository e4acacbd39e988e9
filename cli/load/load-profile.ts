import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from '../../experiment/file/vocabulary.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { durationSchema } from '../../kernel/duration.ts';
import { runsFolder } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { parseThreshold, withOwn } from '../../loadtest/measures/threshold.ts';
import { lasting, planOf } from '../../loadtest/profiles/plan.ts';
import type { Profile } from '../../loadtest/profiles/profile.ts';
import { profiles } from '../../loadtest/profiles/profiles.ts';
import { type ProfileResult, runProfile } from '../../loadtest/run-profile.ts';
import { runFiles } from '../../run/run-files.ts';
import type { EngineOptions } from '../cloud/engine-options.ts';
import { runningCloud } from '../cloud/running-cloud.ts';
import { chosenSystem, type SystemOption } from '../cloud/system-option.ts';
import { watchEngine } from '../run/engine-watch.ts';
import { type Phase, runPhases } from '../run/phases.ts';
import { findTakes, type Takes } from './find-takes.ts';
import { resultLines, verdictOf } from './result-lines.ts';

/** What is said of a load on the command line. */
export interface LoadOptions extends EngineOptions, SystemOption {
  /** A duration, all in all. */
  readonly for?: string;
  readonly unscaled?: boolean;
  readonly threshold?: readonly string[];
  readonly seed: number;
}

const exitCodes = { pass: 0, fail: 1, inconclusive: 2 } as const;

/** Drives the deployed system with a profile and prints what came of it. @returns the exit code */
export async function loadProfile(name: string, options: LoadOptions, signal: AbortSignal): Promise<number> {
  const named = profileNamed(name);
  const profile = options.for === undefined ? named : lasting(named, secondsOf(options.for));
  const thresholds = withOwn(profile.thresholds.map(parseThreshold), (options.threshold ?? []).map(parseThreshold));
  const system = await chosenSystem(options);
  const cloud = await runningCloud(options);
  const { endpoint = '' } = cloud;
  const deployed = await findDeployed(cloud, system.name);
  const startedAt = Date.now();
  const runDir = join(runsFolder, `load-${profile.name}`, new Date(startedAt).toISOString().replace(/[:.]/g, '-'));
  await mkdir(runDir, { recursive: true });
  const keyPrefix = `load-${startedAt}`;
  const watch = watchEngine({ endpoint });
  watch.begin();
  const ending = AbortSignal.any([signal, watch.gone]);
  let takes: Takes = { calibrated: 0, answered: 0 };
  let result = nothing;
  const isScaled = options.unscaled !== true && profile.turns === undefined;
  const measure = async () => {
    await (await system.workload()).prepare?.(cloud);
    if (!isScaled) return;
    takes = await findTakes({ profile, system, cloud, deployed, runDir, keyPrefix, seed: options.seed, ending });
  };
  const load = async (report: (line: string) => void) => {
    if (takes.calibrated > 0 && takes.answered === 0) {
      result = { ...nothing, problems: [`None of ${takes.calibrated} operations before the load was answered.`] };
      return;
    }
    result = await runProfile({
      ...{ profile, plan: planOf(profile, takes.takes), thresholds, after: takes.calibrated, gone: watch.gone },
      ...{ target: deployed.addresses[0] ?? '', system: join(system.folder, 'system.ts'), cloud, keyPrefix },
      ...{ seed: options.seed, runDir, signal, report },
    });
  };
  const phases: Phase[] = [
    { title: isScaled ? `Measure what ${system.name} takes` : `Prepare ${system.name}`, run: measure },
    { title: `Load: ${profile.name}`, run: load, putsBack: true },
  ];
  try {
    await runPhases(phases, [], signal);
  } catch (error) {
    if (signal.aborted || !watch.gone.aborted) throw error;
    result = { ...nothing, problems: [(watch.gone.reason as Error).message] };
  } finally {
    watch.close();
  }
  const verdict = verdictOf(result);
  const written = JSON.stringify({ verdict, profile, takes, ...result }, neverInWords, 2);
  await writeFile(join(runDir, 'load.json'), `${written}\n`);
  const lines = resultLines({ profile, system: system.name, takes: takes.takes, result, verdict });
  process.stdout.write(`\n${[...lines, '', `Records: ${join(runDir, runFiles.client)}`].join('\n')}\n`);
  return exitCodes[verdict];
}

/** JSON has no word for a wait without end. */
function neverInWords(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'never' : value;
}

const nothing: ProfileResult = { stages: [], measures: {}, judged: [], problems: [] };

const SHORTEST_MS = 1_000;

function secondsOf(text: string): number {
  const { success, data } = durationSchema.safeParse(text);
  if (success && data >= SHORTEST_MS) return data / 1_000;
  throw new UsageError(`--for got "${text}", expected a duration from 1s on`, { hint: 'Such as 30s or 5m.' });
}

function profileNamed(name: string): Profile {
  const found = profiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const names = profiles.map((profile) => profile.name);
  throw new UsageError(`there is no profile "${name}"${didYouMean(name, names)}`, {
    hint: `There are: ${names.join(', ')}.`,
  });
}
