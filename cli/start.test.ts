import { globSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build, type Metafile } from 'esbuild';
import { projectRoot } from './project.ts';

let inputs: Metafile['inputs'] = {};

beforeAll(async () => {
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['cli/main.ts', 'cli/abort-run.ts', 'cli/chaos/end-faults.ts'],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'unused',
    logLevel: 'silent',
  });
  inputs = metafile.inputs;
});

/** The packages that load before any code runs. */
function packagesOf(...entries: readonly string[]): string[] {
  const seen = new Set(entries);
  const packages = new Set<string>();
  for (const file of seen) {
    for (const { path, external, kind } of inputs[file]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (external !== true) seen.add(path);
      else if (!path.startsWith('node:')) packages.add(path);
    }
  }
  return [...packages].sort();
}

// A second of loading is a second in which faults go on, and as long on a busy machine as it likes.
describe('what loads', () => {
  it('before a command begins is commander', () => {
    const commands = globSync('cli/commands/*.ts', { cwd: projectRoot }).filter((file) => !file.endsWith('.test.ts'));
    expect(commands.length).toBeGreaterThan(15);
    expect(packagesOf('cli/main.ts', ...commands)).toEqual(['commander']);
  });

  it('before ./lab abort asks the runner is nothing more', () => {
    expect(packagesOf('cli/abort-run.ts')).toEqual([]);
  });

  it('to end faults without a runner is the clients of the services that hold them', () => {
    expect(packagesOf('cli/chaos/end-faults.ts')).toEqual([
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-lambda',
      '@aws-sdk/client-sqs',
      '@aws-sdk/lib-dynamodb',
      'zod',
    ]);
  });
});
