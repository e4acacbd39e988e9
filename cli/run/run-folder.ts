import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { loadsOf } from '../../experiment/file/experiment.ts';
import { labCommand } from '../../kernel/project.ts';
import type { EngineStatus } from '../../localstack/engine.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { type LoadFacts, type Manifest, runFiles } from '../../run/run-files.ts';
import type { PhaseTime } from './phases.ts';
import type { RunOptions } from './run-options.ts';
import type { Trial } from './trial.ts';

/** `<runs>/<experiment>/<stamp>/`, where a run writes everything. */
export interface RunFolder {
  readonly path: string;
  /** Writes `manifest.json` as far as it is known before anything has happened: who watches the run needs it then. */
  readonly announce: (engine: UsedEngine) => Promise<void>;
  /** Writes it as far as it is known now that the run is over. @param endedAt when it ended, where that is not now */
  readonly writeManifest: (
    engine: UsedEngine,
    phases: readonly PhaseTime[],
    load?: LoadFacts,
    endedAt?: number,
  ) => Promise<void>;
}

/** What a run ran on. */
export interface UsedEngine extends Pick<EngineStatus, 'endpoint' | 'version'> {
  readonly kind: EngineStatus['kind'] | 'sim';
}

/**
 * Makes the folder of a new run and points `latest` to it.
 * @param startedAt when it begins, where that is not now: epoch milliseconds
 */
export async function createRunFolder(
  { name, experiment, system, runs }: Pick<Trial, 'name' | 'experiment' | 'system' | 'runs'>,
  options: Partial<RunOptions>,
  startedAt = Date.now(),
): Promise<RunFolder> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const path = join(runs, name, stamp);
  await mkdir(path, { recursive: true });
  await pointLatestTo(runs, path);
  const base = {
    schema: 2,
    system: { name: system.name, unit: { ...system.unit } },
    experiment: { name, ...experiment },
    claim: experiment.title,
    seed: options.seed ?? experiment.seed,
    ...(options.sabotage === undefined ? {} : { sabotage: options.sabotage }),
    operations: options.count ?? loadsOf(experiment).reduce((sum, { operations }) => sum + operations, 0),
    command: [labCommand, ...process.argv.slice(2).map(quoted)].join(' '),
    startedAt,
  } as const;
  const write = async ({ kind, endpoint, version }: UsedEngine, now: Pick<Manifest, 'load' | 'endedAt' | 'phases'>) => {
    const engine = { kind, endpoint, ...(version === undefined ? {} : { version }) };
    const manifest: Manifest = { ...base, engine, versions: versions(), ...now };
    await writeFile(join(path, runFiles.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
  };
  return {
    path,
    announce: (engine) => write(engine, { phases: [] }),
    writeManifest: (engine, phases, load, endedAt = Date.now()) =>
      write(engine, { ...(load && { load }), endedAt, phases: phases.map((phase) => ({ ...phase })) }),
  };
}

/** An argument as it can be typed into a shell: patterns must reach the lab, not the files of the folder. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

function versions(): Record<string, string> {
  const { 'aws-cdk-lib': cdk, artillery } = packageJson.dependencies;
  return { faultline: packageJson.version, node: process.versions.node, artillery, 'aws-cdk-lib': cdk };
}

async function pointLatestTo(runs: string, path: string): Promise<void> {
  // A rename replaces the old link in one step, so that `latest` always points somewhere.
  const unfinished = join(runs, `.latest-${process.pid}`);
  await rm(unfinished, { force: true });
  await symlink(join(basename(dirname(path)), basename(path)), unfinished);
  await rename(unfinished, join(runs, 'latest'));
}
