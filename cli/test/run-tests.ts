import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { systems } from '../../functions/systems.ts';
import { deploy } from '../../infra/deploy.ts';
import { install } from '../../localstack/host/install.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { type Phase, type Report, runPhases } from '../run/phases.ts';
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

/**
 * Runs the tests, on a LocalStack of their own on a free port, and prints what failed, each suite as soon as it has ended, and
 * `N passed, N failed` as the last line.
 * @param unitOnly leave out what needs LocalStack
 * @returns how many tests failed
 */
export async function runTests(unitOnly: boolean, signal: AbortSignal): Promise<number> {
  const tallies: Tally[] = [];
  const runSuite = async (suite: Suite, environment: NodeJS.ProcessEnv = {}) => {
    const output = await suiteOutput(suite);
    let tally: Tally | undefined;
    const run = async (report: Report) => {
      tally = await suite.run(environment, output, report, signal);
    };
    try {
      await runPhases([{ title: suite.title, run, putsBack: true }], [], signal);
    } finally {
      if (tally !== undefined) tallies.push(tally);
      if (tally === undefined || tally.failed > 0)
        process.stdout.write(`\n${suite.title}, all of it in ${output}:\n${await readFile(output, 'utf8')}\n`);
    }
  };
  for (const suite of [...staticSuites, unitSuite, mutantSuite]) await runSuite(suite);
  if (!unitOnly) await onLocalStack(runSuite, signal);
  const sum = (count: keyof Tally) => tallies.reduce((total, tally) => total + tally[count], 0);
  const skipped = sum('skipped') === 0 ? '' : `, ${sum('skipped')} skipped`;
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  return sum('failed');
}

type RunSuite = (suite: Suite, environment?: NodeJS.ProcessEnv) => Promise<void>;

async function onLocalStack(runSuite: RunSuite, signal: AbortSignal): Promise<void> {
  let python = '';
  const setUp: Phase = {
    title: 'Install LocalStack',
    run: async (report) => {
      ({ python } = await install(report, signal));
    },
  };
  await runPhases([setUp], [], signal);
  await runSuite(pluginSuite(python));
  const engine = openEngine({ port: await freePort(), engine: 'host' });
  try {
    const environment: NodeJS.ProcessEnv = {};
    const start: Phase = {
      title: 'Start LocalStack and deploy',
      run: async (report) => {
        const cloud = await engine.up(report, signal);
        Object.assign(environment, cloud.environment);
        for (const system of systems) await deploy(cloud, system, { report });
      },
    };
    await runPhases([start], [], signal);
    for (const suite of [integrationSuite, experimentSuite]) await runSuite(suite, environment);
  } finally {
    await runPhases([{ title: 'Stop LocalStack', run: () => engine.down() }]);
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
