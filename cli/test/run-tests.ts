import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { systems } from '../../functions/systems.ts';
import { deploy } from '../../infra/deploy.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { type Phase, type Report, runPhases } from '../run/phases.ts';
import { Lane } from './lane.ts';
import {
  experimentSuite,
  integrationSuite,
  mutantSuite,
  pluginSuite,
  type Suite,
  staticSuites,
  suiteOutput,
  type Tally,
  unitSuite,
} from './test-suites.ts';

/** What the suites of one run share. */
interface Run {
  readonly tallies: Tally[];
  /** Of what the suites find their LocalStack by. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Runs the tests, those that need LocalStack on one of their own on a free port beside those that need none, and prints what
 * failed, suite by suite, and `N passed, N failed` as the last line.
 * @param unitOnly leave out what needs LocalStack
 * @returns how many tests failed
 */
export async function runTests(unitOnly: boolean, signal: AbortSignal): Promise<number> {
  const tallies: Tally[] = [];
  const lane = new Lane();
  const run: Run = { tallies, environment: {}, signal };
  const phases = [...staticSuites, unitSuite, mutantSuite].map((suite) => testing(lane, suite, run));
  await (unitOnly ? runPhases(phases, [], signal) : besideLocalStack(phases, lane, { ...run, environment: {} }));
  const sum = (count: keyof Tally) => tallies.reduce((total, tally) => total + tally[count], 0);
  const skipped = sum('skipped') === 0 ? '' : `, ${sum('skipped')} skipped`;
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  return sum('failed');
}

/** Adds a suite to a lane. What failed is printed when the phase was watched to its end. */
function testing(lane: Lane, suite: Suite, { tallies, environment, signal }: Run): Phase {
  let tally: Tally | undefined;
  const phase = lane.add(suite.title, async (report) => {
    tally = await suite.run(environment, await suiteOutput(suite), report, signal);
    tallies.push(tally);
  });
  const run = async (report: Report) => {
    await phase.run(report);
    if (tally?.failed === 0) return;
    const output = await suiteOutput(suite);
    process.stdout.write(`\n${suite.title}, all of it in ${output}:\n${await readFile(output, 'utf8')}\n`);
  };
  return { ...phase, run };
}

/** What waits for LocalStack leaves the processor to the suites that need none. */
async function besideLocalStack(others: readonly Phase[], otherLane: Lane, run: Run): Promise<void> {
  const engine = openEngine({ port: await freePort(), engine: 'host' });
  const lane = new Lane();
  const onLocalStack = [
    testing(lane, pluginSuite, run),
    lane.add('Start LocalStack and deploy', async (report) => {
      const cloud = await engine.up(report, run.signal);
      Object.assign(run.environment, cloud.environment);
      for (const system of systems) await deploy(cloud, system, { report });
    }),
    testing(lane, integrationSuite, run),
    lane.add('Wait for the other suites', () => otherLane.settled()),
    testing(lane, experimentSuite, run),
  ];
  try {
    await runPhases([...others, ...onLocalStack], [], run.signal);
  } finally {
    await runPhases([
      {
        title: 'Stop LocalStack',
        run: async () => {
          await lane.settled();
          await engine.down();
        },
      },
    ]);
  }
}

/** A port that nothing listens on, so that tests do not meet a lab that runs. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
