import { redrive } from '../../experiment/run/redrive.ts';
import { type RunFacts, runExperiment } from '../../experiment/run/run-experiment.ts';
import { type Cloud, localstackCloud } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Engine, EngineStatus } from '../../localstack/engine.ts';
import { exclusively } from '../../localstack/host/exclusive.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { placesOf } from '../../localstack/places.ts';
import { collectRun } from '../../observe/collect/collect.ts';
import { openInjections } from '../../observe/collect/injections-so-far.ts';
import { type EngineWatch, watchEngine } from './engine-watch.ts';
import { openJob } from './job.ts';
import { type Carried, judgeTrial, type RunEnd } from './judge-trial.ts';
import type { LivePage } from './live-page.ts';
import { checkNeeds } from './needs.ts';
import { type Phase, type PhaseTime, runPhases } from './phases.ts';
import { createRunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import type { Trial } from './trial.ts';

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
    return await judgeTrial(trial, carried, signal);
  } finally {
    await carried.page?.close();
  }
}

interface Lab {
  readonly trial: Trial;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  readonly engine: Engine;
  readonly before: EngineStatus;
  readonly watch: EngineWatch;
}

async function carryOut(alone: Omit<Lab, 'watch'>): Promise<Carried & { readonly page: LivePage | undefined }> {
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
