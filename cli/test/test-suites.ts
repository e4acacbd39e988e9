import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { labFolder, projectRoot } from '../../kernel/project.ts';
import { install } from '../../localstack/host/install.ts';
import type { Report } from '../run/phases.ts';
import { runLogged } from './logged-tool.ts';

/** How many tests of a suite ended how. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A set of tests that one tool runs. */
export interface Suite {
  readonly title: string;
  /** Runs the tool; its output goes to the file, which is shown when a test failed. */
  readonly run: (environment: NodeJS.ProcessEnv, output: string, report: Report, signal: AbortSignal) => Promise<Tally>;
}

/** Tools that answer yes or no count as one test. */
export const staticSuites: readonly Suite[] = [
  { title: 'Types (tsc)', run: yesOrNo(['tsc', '--noEmit']) },
  { title: 'Style (biome)', run: yesOrNo(['biome', 'ci', '.']) },
];

/** Tests in jest that need nothing but Node. */
export const unitSuite: Suite = { title: 'Unit and property tests (jest)', run: jest('unit') };

/**
 * Small mistakes in the judge, so many of thousands, others with every commit, beside its quicker tests: whether these still
 * notice. The floor is what a sample must reach; `npm run -s mutants` measures all.
 */
export const mutantSuite: Suite = {
  title: 'Mutants of the judge, a sample',
  run: yesOrNo([
    ...(['node', '--disable-warning=ExperimentalWarning', 'tidy/mutants/main.ts'] as const),
    ...['verify/checkers', 'verify/linearizability/search', '--sample', '60', '--least', '50'],
    ...['verify/testing/recorded', 'verify/checkers/sessions', 'verify/linearizability/search'].flatMap((tests) => [
      '--tests',
      tests,
    ]),
  ]),
};

/** Tests of the LocalStack plug-in, on the Python of the host engine, which is installed for them. */
export const pluginSuite: Suite = { title: 'LocalStack plug-in (pytest)', run: pytest };

/** Tests in jest against the deployed system: they find it through `AWS_ENDPOINT_URL`. */
export const integrationSuite: Suite = { title: 'Integration tests (jest)', run: jest('integration') };

/** Whole runs of the lab; each deploys for itself, therefore last. */
export const experimentSuite: Suite = { title: 'Experiments (jest)', run: jest('experiments') };

/** Where the output of a suite is kept. */
export async function suiteOutput(suite: Suite): Promise<string> {
  const folder = join(labFolder, 'test');
  await mkdir(folder, { recursive: true });
  return join(folder, `${suite.title.toLowerCase().replace(/[^a-z]+/g, '-')}.log`);
}

function yesOrNo([command, ...args]: readonly [string, ...string[]]): Suite['run'] {
  return async (environment, output, _, signal) => {
    const failed = await runLogged({ command, args, environment, output, signal });
    return failed ? { passed: 0, failed: 1, skipped: 0 } : { passed: 1, failed: 0, skipped: 0 };
  };
}

const jestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

function jest(project: string): Suite['run'] {
  return async (environment, output, report, signal) => {
    const resultFile = `${output}.json`;
    await rm(resultFile, { force: true });
    const jestBin = join(projectRoot, 'node_modules/jest/bin/jest.js');
    const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jestBin];
    args.push('--selectProjects', project, '--json', '--outputFile', resultFile);
    if (project !== 'unit') args.push('--runInBand');
    const onLine = (line: string) => {
      if (/^(PASS|FAIL)/.test(line)) report(line);
    };
    const failed = await runLogged({ command: process.execPath, args, environment, output, signal, onLine });
    const text = await readFile(resultFile, 'utf8').catch(() => undefined);
    if (text === undefined) return noTests;
    const result = jestResult.parse(JSON.parse(text));
    return tallyOf(failed, {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests,
    });
  };
}

async function pytest(
  environment: NodeJS.ProcessEnv,
  output: string,
  report: Report,
  signal: AbortSignal,
): Promise<Tally> {
  const resultFile = `${output}.xml`;
  await rm(resultFile, { force: true });
  const { python } = await install(report, signal);
  const args = ['-m', 'pytest', join(projectRoot, 'localstack/plugin'), '-q', `--junitxml=${resultFile}`];
  const isFailed = await runLogged({ command: python, args, environment, output, signal, onLine: report });
  const xml = await readFile(resultFile, 'utf8').catch(() => undefined);
  if (xml === undefined) return noTests;
  const count = (name: string) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return tallyOf(isFailed, { passed: count('tests') - failed - skipped, failed, skipped });
}

/** Of a tool that ended before it said how its tests did. */
const noTests: Tally = { passed: 0, failed: 1, skipped: 0 };

/** A tool that failed although all of its tests passed, such as by a crash at the end, counts as one more test. */
function tallyOf(failed: boolean, tests: Tally): Tally {
  return failed && tests.failed === 0 ? { ...tests, failed: 1 } : tests;
}
