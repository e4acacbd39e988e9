import { join, relative } from 'node:path';
import { type RunFacts, runExperiment } from '../../experiment/run/run-experiment.ts';
import { type Cloud, localstackCloud } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Engine, EngineStatus } from '../../localstack/engine.ts';
import { exclusively } from '../../localstack/host/exclusive.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { placesOf } from '../../localstack/places.ts';
import { collectRun } from '../../observe/collect/collect.ts';
import { keepEndsOf } from '../../observe/collect/ends.ts';
import { openInjections } from '../../observe/collect/injections-so-far.ts';
import { judgeRun } from '../../observe/judge/judge.ts';
import { buildReport } from '../../report/build.ts';
import { type EngineWatch, watchEngine } from './engine-watch.ts';
import { openJob } from './job.ts';
import type { LivePage } from './live-page.ts';
import { checkNeeds } from './needs.ts';
import { type Phase, type PhaseTime, phaseSummary, runPhases } from './phases.ts';
import { redrive } from './redrive.ts';
import { createRunFolder, type RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import type { Trial } from './trial.ts';

/** How a run came out. */
export interface RunEnd {
  /** Of the verdict: 0 pass, 1 fail, 2 inconclusive. */
  readonly exitCode: number;
  /** The folder of the run. */
  readonly runDir: string;
}

/**
 * Runs a trial from nothing to a verdict and a report.
 * What was started here is stopped at the end, whatever happens; a LocalStack that ran before goes on, without the stack.
 */
export async function runTrial(trial: Trial, options: RunOptions, signal: AbortSignal): Promise<RunEnd> {
  const engine = openEngine(options);
  const before = await engine.status();
  const refuse = () => {
    throw new UsageError(`another run is under way at ${before.endpoint}`, {
      hint: 'Wait for its end, or run beside it on a port of its own: --port 4666',
    });
  };
  const lock = `${placesOf(Number(new URL(before.endpoint).port)).lock}.run`;
  const carried = await exclusively(lock, refuse, async () => {
    const ask = { title: 'Ask the cloud what it can do', run: () => checkNeeds(cloudOf(before), trial.experiment) };
    if (before.running && before.foreign === true) await runPhases([ask], [], signal);
    return carryOut({ trial, options, signal, engine, before });
  });
  try {
    return await judged(trial, carried, signal);
  } finally {
    await carried.page?.close();
  }
}

/** A trial that is over, and not judged yet: what is left to do needs no cloud. */
interface Carried {
  readonly folder: RunFolder;
  readonly status: EngineStatus;
  readonly times: PhaseTime[];
  readonly facts: RunFacts | undefined;
  readonly page: LivePage | undefined;
}

interface Lab {
  readonly trial: Trial;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  readonly engine: Engine;
  readonly before: EngineStatus;
  readonly watch: EngineWatch;
}

async function carryOut(alone: Omit<Lab, 'watch'>): Promise<Carried> {
  const { trial, options, engine, before } = alone;
  const watch = watchEngine(before);
  const signal = AbortSignal.any([alone.signal, watch.gone]);
  const lab = { ...alone, watch, signal };
  const folder = await createRunFolder(trial, options);
  await folder.announce(before);
  const page = await livePage(options, folder.path);
  const times: PhaseTime[] = [];
  let status = before;
  let facts: RunFacts | undefined;
  const ran = (made: RunFacts) => {
    facts = made;
  };
  try {
    await runPhases([...setUp(lab), ...observed(lab, folder.path, ran)], times, signal);
    status = await engine.status();
  } catch (error) {
    await page?.close();
    throw await watch.explain(error);
  } finally {
    watch.close();
    if (options.keep !== true || watch.gone.aborted)
      await runPhases([{ title: 'Clean up', run: () => cleanUp(lab) }], times);
  }
  await folder.writeManifest(status, times, facts?.load);
  return { folder, status, times, facts, page };
}

async function livePage({ live, pagePort = 0 }: RunOptions, runDir: string): Promise<LivePage | undefined> {
  if (live !== true) return undefined;
  const { openLivePage } = await import('./live-page.ts');
  const page = await openLivePage(runDir, pagePort);
  process.stdout.write(`Live page: ${page.address}\n`);
  return page;
}

async function judged(trial: Trial, { folder, status, times, facts }: Carried, signal: AbortSignal): Promise<RunEnd> {
  const calmRuns = (await trial.calmRuns?.()) ?? [];
  let exitCode = 2;
  const judge: Phase = {
    title: 'Judge',
    run: async () => {
      if (calmRuns.length > 0) await keepEndsOf(calmRuns, folder.path);
      ({ exitCode } = await judgeRun(folder.path, () => trial.system));
    },
  };
  let summary: readonly string[] = [];
  const report: Phase = {
    title: 'Report',
    run: async () => {
      await folder.writeManifest(status, times, facts?.load);
      ({ lines: summary } = await buildReport(folder.path, { colour: process.stdout.hasColors?.() ?? false }));
    },
  };
  await runPhases([judge, report], times, signal);
  print(folder.path, times, summary);
  return { exitCode, runDir: folder.path };
}

function setUp({ trial: { deployment }, engine, before, signal, watch }: Lab): Phase[] {
  return [
    {
      title: 'Start LocalStack',
      putsBack: true,
      run: async (report) => {
        // Bundling needs no LocalStack. Its error waits until LocalStack can be stopped in peace.
        const prepared = deployment.prepare(cloudOf(before), report);
        prepared.catch(() => undefined);
        await engine.up(report, signal);
        watch.begin();
        await prepared;
      },
    },
    {
      title: 'Deploy',
      run: async (report) => {
        const cloud = cloudOf(before);
        // What an earlier run left in tables and queues would be judged as if it were of this one.
        if (before.running) await deployment.destroy(cloud);
        await deployment.deploy(cloud, report);
      },
    },
  ];
}

function observed({ trial, options, signal, before }: Lab, runDir: string, ran: (facts: RunFacts) => void): Phase[] {
  const { experiment, system, deployment, drive, method, asAsked = false } = trial;
  const { count: operations, rate, seed, sabotage } = options;
  const given = Object.fromEntries(
    Object.entries({ operations, rate, seed, sabotage }).filter(([, value]) => value !== undefined),
  );
  const startedAt = Date.now();
  return [
    {
      title: 'Experiment',
      putsBack: true,
      run: async (report) => {
        const cloud = cloudOf(before);
        const job = await openJob(before.endpoint, { runDir, title: experiment.title });
        const deployed = await deployment.find(cloud);
        const injections = openInjections(cloud, deployed, Date.now);
        try {
          const { aborts } = job;
          const run = {
            ...{ experiment, system, cloud, deployed, drive, asAsked, runDir, report, signal, aborts, ...given },
            redrive: () => redrive(cloud, system, deployed),
            readInjections: injections.since,
          };
          ran(await runExperiment(run, method));
        } finally {
          injections.close();
          await job.close();
        }
      },
    },
    {
      title: 'Collect',
      run: async () => {
        const cloud = cloudOf(before);
        const deployed = await deployment.find(cloud);
        await collectRun({ system, deployed, cloud, runDir, startedAt, now: Date.now });
      },
    },
  ];
}

async function cleanUp({ trial: { deployment }, engine, before, watch }: Lab): Promise<void> {
  // Of a LocalStack that has ended, what it had started may be left.
  if (!before.running || watch.gone.aborted) return engine.down();
  await deployment.destroy(cloudOf(before));
}

/** Every engine says the address before it is started. */
function cloudOf({ endpoint }: EngineStatus): Cloud {
  return localstackCloud(endpoint);
}

function print(runDir: string, times: readonly PhaseTime[], lines: readonly string[]): void {
  const here = relative(process.cwd(), runDir);
  process.stdout.write(
    `\n${[...phaseSummary(times), '', ...lines, '', `Report: ${join(here, 'report.html')}`].join('\n')}\n`,
  );
}
