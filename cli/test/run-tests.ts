import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { systems } from '../../functions/systems.ts';
import { deploy } from '../../infra/deploy.ts';
import { install } from '../../localstack/host/install.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { type Phase, runPhases } from '../run/phases.ts';
import {
  experimentSuite,
  integrationSuite,
  pluginSuite,
  type Suite,
  staticSuites,
  suiteOutput,
  type Tally,
  unitSuite,
} from './test-suites.ts';

/**
 * Runs the tests, on a LocalStack of their own on a free port, and prints what failed and `N passed, N failed` as the last line.
 * @param unitOnly leave out what needs LocalStack
 * @returns how many tests failed
 */
export async function runTests(unitOnly: boolean, signal: AbortSignal): Promise<number> {
  const tallies: Tally[] = [];
  const failures: Suite[] = [];
  const phase = (suite: Suite, environment: NodeJS.ProcessEnv = {}): Phase => ({
    title: suite.title,
    run: async (report) => {
      const tally = await suite.run(environment, await suiteOutput(suite), report, signal);
      tallies.push(tally);
      if (tally.failed > 0) failures.push(suite);
    },
  });
  await runPhases(
    [...staticSuites, unitSuite].map((suite) => phase(suite)),
    [],
    signal,
  );
  if (!unitOnly) await onLocalStack(phase, signal);
  for (const suite of failures)
    process.stdout.write(`\n${suite.title}:\n${await readFile(await suiteOutput(suite), 'utf8')}\n`);
  const sum = (count: keyof Tally) => tallies.reduce((total, tally) => total + tally[count], 0);
  const skipped = sum('skipped') === 0 ? '' : `, ${sum('skipped')} skipped`;
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  return sum('failed');
}

async function onLocalStack(
  phase: (suite: Suite, environment?: NodeJS.ProcessEnv) => Phase,
  signal: AbortSignal,
): Promise<void> {
  let python = '';
  const setUp: Phase = {
    title: 'Install LocalStack',
    run: async (report) => {
      ({ python } = await install(report, signal));
    },
  };
  await runPhases([setUp], [], signal);
  await runPhases([phase(pluginSuite(python))], [], signal);
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
    await runPhases([phase(integrationSuite, environment), phase(experimentSuite, environment)], [], signal);
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
