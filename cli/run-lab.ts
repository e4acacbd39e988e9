import { join, relative } from 'node:path';
import type { Experiment } from '../experiment/file/experiment.ts';
import type { Method } from '../experiment/run/method-phase.ts';
import { runExperiment } from '../experiment/run/run-experiment.ts';
import { deploy, destroy, prepareDeployment } from '../infra/deploy.ts';
import { findSabotage } from '../infra/sabotage.ts';
import { type Cloud, localstackCloud } from '../kernel/cloud.ts';
import { projectRoot } from '../kernel/project.ts';
import { UsageError } from '../kernel/usage-error.ts';
import type { Engine, EngineStatus } from '../localstack/engine.ts';
import { exclusively } from '../localstack/host/exclusive.ts';
import { openEngine } from '../localstack/open-engine.ts';
import { placesOf } from '../localstack/places.ts';
import { collectRun } from '../observe/collect/collect.ts';
import { judgeRun } from '../observe/judge/judge.ts';
import { buildReport } from '../report/build.ts';
import { terminalSummary } from '../report/text/terminal.ts';
import { readLabExperiment } from './experiment/read.ts';
import { experimentPath } from './experiment-path.ts';
import { openJob } from './job.ts';
import { type Phase, type PhaseTime, phaseSummary, runPhases } from './phases.ts';
import { redrive } from './redrive.ts';
import { createRunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';

/** Makes a method that does not come from the experiment's file. */
export type MethodAt = (cloud: Cloud) => Method;

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
export async function runLab(
  name: string,
  options: RunOptions,
  signal: AbortSignal,
  methodAt?: MethodAt,
): Promise<RunEnd> {
  const file = experimentPath(name);
  const experiment = await readLabExperiment(file);
  if (options.sabotage !== undefined) findSabotage(join(projectRoot, 'functions'), options.sabotage);
  const engine = openEngine(options);
  const before = await engine.status();
  const refuse = () => {
    throw new UsageError(`another run is under way at ${before.endpoint}`, {
      hint: 'Wait for its end, or run beside it on a port of its own: ./lab run --port 4666',
    });
  };
  const lock = `${placesOf(Number(new URL(before.endpoint).port)).lock}.run`;
  return exclusively(lock, refuse, () => runAlone({ file, experiment, options, signal, methodAt, engine, before }));
}

interface Lab {
  readonly file: string;
  readonly experiment: Experiment;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  readonly methodAt: MethodAt | undefined;
  readonly engine: Engine;
  readonly before: EngineStatus;
}

async function runAlone(lab: Lab): Promise<RunEnd> {
  const { file, experiment, options, signal, engine, before } = lab;
  const folder = await createRunFolder(file, experiment, options);
  const times: PhaseTime[] = [];
  let status = before;
  try {
    await runPhases([...setUp(lab), ...observed(lab, folder.path)], times, signal);
    status = await engine.status();
  } finally {
    if (options.keep !== true) await runPhases([{ title: 'Clean up', run: () => cleanUp(lab) }], times);
  }
  await folder.writeManifest(status, times);
  let exitCode = 2;
  const judge: Phase = {
    title: 'Judge',
    run: async () => {
      ({ exitCode } = await judgeRun(folder.path));
    },
  };
  const report: Phase = {
    title: 'Report',
    run: async () => {
      await folder.writeManifest(status, times);
      await buildReport(folder.path);
    },
  };
  await runPhases([judge, report], times, signal);
  await print(folder.path, times);
  return { exitCode, runDir: folder.path };
}

function setUp({ engine, before, options, signal }: Lab): Phase[] {
  return [
    {
      title: 'Start LocalStack',
      putsBack: true,
      run: async (report) => {
        // Bundling needs no LocalStack. Its error waits until LocalStack can be stopped in peace.
        const prepared = prepareDeployment(cloudOf(before), { sabotage: options.sabotage, report });
        prepared.catch(() => undefined);
        await engine.up(report, signal);
        await prepared;
      },
    },
    {
      title: 'Deploy',
      run: async (report) => {
        const cloud = cloudOf(before);
        // What an earlier run left in tables and queues would be judged as if it were of this one.
        if (before.running) await destroy(cloud);
        await deploy(cloud, { sabotage: options.sabotage, report });
      },
    },
  ];
}

function observed({ experiment, options, signal, methodAt, before }: Lab, runDir: string): Phase[] {
  const { orders, seed, sabotage } = options;
  const given = Object.fromEntries(
    Object.entries({ orders, seed, sabotage }).filter(([, value]) => value !== undefined),
  );
  const startedAt = Date.now();
  return [
    {
      title: 'Experiment',
      putsBack: true,
      run: async (report) => {
        const cloud = cloudOf(before);
        const job = await openJob(before.endpoint, { runDir, title: experiment.title });
        const back = () => redrive(cloud, 'faultline-');
        try {
          const { aborts } = job;
          const run = { experiment, cloud, runDir, report, signal, aborts, redrive: back, ...given };
          await runExperiment(run, methodAt?.(cloud));
        } finally {
          await job.close();
        }
      },
    },
    {
      title: 'Collect',
      run: async () => void (await collectRun({ cloud: cloudOf(before), runDir, startedAt, now: Date.now })),
    },
  ];
}

async function cleanUp({ engine, before }: Lab): Promise<void> {
  if (!before.running) return engine.down();
  await destroy(cloudOf(before));
}

/** Every engine says the address before it is started. */
function cloudOf({ endpoint }: EngineStatus): Cloud {
  return localstackCloud(endpoint);
}

async function print(runDir: string, times: readonly PhaseTime[]): Promise<void> {
  const lines = await terminalSummary(runDir, process.stdout.hasColors?.() ?? false);
  const here = relative(process.cwd(), runDir);
  process.stdout.write(
    `\n${[...phaseSummary(times), '', ...lines, '', `Report: ${join(here, 'report.html')}`].join('\n')}\n`,
  );
}
