import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labCommand } from '../../kernel/project.ts';
import { runFiles } from '../../run/run-files.ts';
import { counted } from '../markup/format.ts';
import type { Status } from '../markup/status.ts';
import { readBrief } from '../model/read-run.ts';
import type { UnitName } from '../model/units/unit-name.ts';

/** What the trend says of one run. Absent where its files do not tell. */
export interface PastRun {
  /** `<experiment>/<stamp>`, its folder below the folder of all runs. */
  readonly path: string;
  readonly experiment: string;
  readonly stamp: string;
  /** Epoch milliseconds. */
  readonly startedAt: number | undefined;
  readonly durationMs: number | undefined;
  readonly status: Status;
  /** How many units were asked for, and what they are. */
  readonly units: number | undefined;
  readonly unit: UnitName | undefined;
  readonly sabotage: string | undefined;
  /** Names of the invariants that were broken. */
  readonly broken: readonly string[];
  readonly answerP95Ms: number | undefined;
  readonly outcomeP95Ms: number | undefined;
  /** The longest recovery after a fault. */
  readonly recoveryMs: number | undefined;
  readonly hasReport: boolean;
}

/** All runs below a folder. */
export interface Trend {
  /** The oldest first. */
  readonly runs: readonly PastRun[];
  /** How many runs were left out, as another version of the lab wrote them. */
  readonly skipped: number;
}

/** The folder of all runs holds none. */
export class NoHistoryError extends Error {
  override readonly name = 'NoHistoryError';
  readonly hint = `Make one: ${labCommand} run`;

  constructor(dir: string, skipped: number) {
    const found = skipped === 0 ? 'no run' : `no run of this version of the lab, and ${skipped} of another`;
    super(
      `${dir} holds ${found}: expected folders <experiment>/<stamp> with a ${runFiles.manifest} or ${runFiles.journal}`,
    );
  }
}

/**
 * Every run below a folder, the oldest first, from `manifest.json` and `verdict.json` alone: the other files are large.
 * A run that was cut short counts as inconclusive; folders in which nothing happened are left out, and so are runs whose
 * files are of another schema.
 * @throws NoHistoryError when there is no run
 */
export async function readTrend(runsDir: string): Promise<Trend> {
  const runs: PastRun[] = [];
  let skipped = 0;
  for (const experiment of await foldersOf(runsDir)) {
    for (const stamp of await foldersOf(join(runsDir, experiment))) {
      const run = await readPastRun(runsDir, experiment, stamp);
      if (run === 'of another schema') skipped += 1;
      else if (run !== undefined) runs.push(run);
    }
  }
  if (runs.length === 0) throw new NoHistoryError(runsDir, skipped);
  return { runs: runs.sort(byAge), skipped };
}

function byAge(a: PastRun, b: PastRun): number {
  return (a.startedAt ?? 0) - (b.startedAt ?? 0) || a.path.localeCompare(b.path);
}

/** What was left out of a trend, one sentence; undefined where nothing was. */
export function skippedSentence({ skipped }: Trend): string | undefined {
  if (skipped === 0) return undefined;
  return `${counted(skipped, 'run')} left out: another version of the lab wrote ${skipped === 1 ? 'it' : 'them'}.`;
}

/** Folders in it, without links: `latest` names a run that is there already. */
async function foldersOf(dir: string): Promise<readonly string[]> {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function readPastRun(
  runsDir: string,
  experiment: string,
  stamp: string,
): Promise<PastRun | 'of another schema' | undefined> {
  const dir = join(runsDir, experiment, stamp);
  if (![runFiles.manifest, runFiles.verdict, runFiles.journal].some((name) => existsSync(join(dir, name))))
    return undefined;
  const { manifest, verdict, isOfAnotherSchema } = await readBrief(dir);
  if (isOfAnotherSchema) return 'of another schema';
  // Announced, and ended before its experiment began.
  if (manifest?.endedAt === undefined && verdict === undefined && !existsSync(join(dir, runFiles.journal)))
    return undefined;
  const recoveries = (verdict?.faults ?? []).flatMap(({ recoveredAfterMs }) => recoveredAfterMs ?? []);
  return {
    path: `${experiment}/${stamp}`,
    experiment,
    stamp,
    startedAt: manifest?.startedAt ?? (await firstStep(join(dir, runFiles.journal))),
    durationMs: manifest?.endedAt === undefined ? undefined : manifest.endedAt - manifest.startedAt,
    status: verdict?.verdict ?? 'inconclusive',
    units: verdict?.facts.requests.keys ?? manifest?.operations,
    unit: manifest?.system.unit,
    sabotage: manifest?.sabotage,
    broken: (verdict?.invariants ?? []).filter(({ valid }) => valid === false).map(({ name }) => name),
    answerP95Ms: verdict?.facts.latencyMs.all?.p95,
    outcomeP95Ms: verdict?.facts.unitMs.all?.p95,
    recoveryMs: recoveries.length === 0 ? undefined : Math.max(...recoveries),
    hasReport: existsSync(join(dir, runFiles.report)),
  };
}

/** When the runner began, for a run without a manifest that can be read. */
async function firstStep(journal: string): Promise<number | undefined> {
  if (!existsSync(journal)) return undefined;
  const at = /^\{"at":(\d{1,15}),/.exec(await readFile(journal, 'utf8'))?.[1];
  return at === undefined ? undefined : Number(at);
}
