import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { projectRoot } from '../../kernel/project.ts';
import { labFolder } from '../../localstack/places.ts';
import type { Report } from '../run/phases.ts';

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

/** Tests of the LocalStack plug-in; they need the Python of the host engine. */
export function pluginSuite(python: string): Suite {
  return { title: 'LocalStack plug-in (pytest)', run: pytest(python) };
}

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
    const { failed } = await tool(command, args, environment, output, signal);
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
    const args = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      jestBin,
      '--selectProjects',
      project,
    ];
    args.push('--json', '--outputFile', resultFile, ...(project === 'unit' ? [] : ['--runInBand']));
    await tool(process.execPath, args, environment, output, signal, (line) => {
      if (/^(PASS|FAIL)/.test(line)) report(line);
    });
    const text = await readFile(resultFile, 'utf8').catch(() => undefined);
    if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
    const result = jestResult.parse(JSON.parse(text));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests,
    };
  };
}

function pytest(python: string): Suite['run'] {
  return async (environment, output, report, signal) => {
    const resultFile = `${output}.xml`;
    await rm(resultFile, { force: true });
    const args = ['-m', 'pytest', join(projectRoot, 'localstack/plugin'), '-q', `--junitxml=${resultFile}`];
    await tool(python, args, environment, output, signal, report);
    const xml = await readFile(resultFile, 'utf8').catch(() => '');
    const count = (name: string) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);
    const failed = count('failures') + count('errors');
    const skipped = count('skipped');
    const passed = count('tests') - failed - skipped;
    return xml === '' ? { passed: 0, failed: 1, skipped: 0 } : { passed, failed, skipped };
  };
}

async function tool(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: string,
  signal: AbortSignal,
  onLine: (line: string) => void = () => undefined,
): Promise<{ failed: boolean }> {
  await rm(output, { force: true });
  const file = { file: output, append: true } as const;
  const running = execa(command, args, {
    cwd: projectRoot,
    env: environment,
    preferLocal: true,
    stdin: 'ignore',
    stdout: ['pipe', file],
    stderr: ['pipe', file],
    all: true,
    buffer: false,
    reject: false,
    cancelSignal: signal,
    forceKillAfterDelay: 10_000,
  });
  for await (const line of running.iterable({ from: 'all' })) onLine(line);
  return await running;
}
