import { join, relative } from 'node:path';
import type { Method } from '../../experiment/run/method.ts';
import { type RunFacts, runExperiment } from '../../experiment/run/run-experiment.ts';
import { systemNamed } from '../../functions/systems.ts';
import { deploy, destroy, prepareDeployment } from '../../infra/deploy.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { findSabotage } from '../../infra/sabotage.ts';
import { type Cloud, localstackCloud } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Engine, EngineStatus } from '../../localstack/engine.ts';
import { exclusively } from '../../localstack/host/exclusive.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { placesOf } from '../../localstack/places.ts';
import { collectRun } from '../../observe/collect/collect.ts';
import { openInjections } from '../../observe/collect/injections-so-far.ts';
import { judgeRun } from '../../observe/judge/judge.ts';
import { buildReport } from '../../report/build.ts';
import { experimentPath } from '../experiment/experiment-path.ts';
import { type LabExperiment, readLabExperiment } from '../experiment/read.ts';
import { type EngineWatch, watchEngine } from './engine-watch.ts';
import { openJob } from './job.ts';
import { type Phase, type PhaseTime, phaseSummary, runPhases } from './phases.ts';
import { redrive } from './redrive.ts';
import { createRunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';

/** How a run came out. */
export interface RunEnd {
  /** Of the verdict: 0 pass, 1 fail, 2 inconclusive. */
  readonly exitCode: number;
  /** The folder of the run. */
  readonly runDir: string;
}

/**
 * Runs an experiment from nothing to a verdict and a report.
 * What was started here is stopped at the end, whatever happens; a LocalStack that ran before goes on, without the stack.
 */
export async function runLab(name: string, options: RunOptions, signal: AbortSignal, method?: Method): Promise<RunEnd> {
  const file = experimentPath(name);
  const what = await readLabExperiment(file);
  if (options.sabotage !== undefined) findSabotage(what.system.folder, options.sabotage);
  const engine = openEngine(options);
  const before = await engine.status();
  const refuse = () => {
    throw new UsageError(`another run is under way at ${before.endpoint}`, {
      hint: 'Wait for its end, or run beside it on a port of its own: ./lab run --port 4666',
    });
  };
  const lock = `${placesOf(Number(new URL(before.endpoint).port)).lock}.run`;
  return exclusively(lock, refuse, () => runAlone({ file, what, options, signal, method, engine, before }));
}

interface Lab {
  readonly file: string;
  readonly what: LabExperiment;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  /** A method that does not come from the experiment's file. */
  readonly method: Method | undefined;
  readonly engine: Engine;
  readonly before: EngineStatus;
  readonly watch: EngineWatch;
}

async function runAlone(alone: Omit<Lab, 'watch'>): Promise<RunEnd> {
  const { file, what, options, engine, before } = alone;
  const watch = watchEngine(before);
  const signal = AbortSignal.any([alone.signal, watch.gone]);
  const lab = { ...alone, watch, signal };
  const folder = await createRunFolder(file, what, options);
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
    throw await watch.explain(error);
  } finally {
    watch.close();
    if (options.keep !== true || watch.gone.aborted)
      await runPhases([{ title: 'Clean up', run: () => cleanUp(lab) }], times);
  }
  await folder.writeManifest(status, times, facts?.load);
  let exitCode = 2;
  const judge: Phase = {
    title: 'Judge',
    run: async () => {
      ({ exitCode } = await judgeRun(folder.path, systemNamed));
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

function setUp({ what: { system }, engine, before, options, signal, watch }: Lab): Phase[] {
  return [
    {
      title: 'Start LocalStack',
      putsBack: true,
      run: async (report) => {
        // Bundling needs no LocalStack. Its error waits until LocalStack can be stopped in peace.
        const prepared = prepareDeployment(cloudOf(before), system, { sabotage: options.sabotage, report });
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
        if (before.running) await destroy(cloud, system);
        await deploy(cloud, system, { sabotage: options.sabotage, report });
      },
    },
  ];
}

function observed(
  { what, options, signal, method, before }: Lab,
  runDir: string,
  ran: (facts: RunFacts) => void,
): Phase[] {
  const { experiment, system } = what;
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
        const deployed = await findDeployed(cloud, system.name);
        const injections = openInjections(cloud, deployed, Date.now);
        try {
          const { aborts } = job;
          const run = {
            ...{ experiment, system, cloud, deployed, runDir, report, signal, aborts, ...given },
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
        const deployed = await findDeployed(cloud, system.name);
        await collectRun({ system, deployed, cloud, runDir, startedAt, now: Date.now });
      },
    },
  ];
}

async function cleanUp({ what: { system }, engine, before, watch }: Lab): Promise<void> {
  // Of a LocalStack that has ended, what it had started may be left.
  if (!before.running || watch.gone.aborted) return engine.down();
  await destroy(cloudOf(before), system);
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
