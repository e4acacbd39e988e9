import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../../kernel/usage-error.ts';
import { readAssembly, readTemplate, type SynthesizedStack } from '../../localstack/support/assembly.ts';

/**
 * The stacks of an app, which is synthesized if it is not yet.
 *
 * @param path the folder of a CDK app (with its `cdk.json`), a `cdk.out`, or a CloudFormation template
 * @throws UsageError if it is none of them, or does not synthesize
 */
export async function stacksOfApp(path: string): Promise<readonly SynthesizedStack[]> {
  const place = resolve(path);
  if (!existsSync(place))
    throw new UsageError(`${path} does not exist`, { hint: 'Give the folder of a CDK app, a cdk.out, or a template.' });
  if (statSync(place).isFile()) return [{ name: basename(place), template: readTemplate(place) }];
  if (existsSync(join(place, 'manifest.json'))) return readAssembly(place);
  const { synthesizeApp } = await import('../../infra/synthesize.ts');
  const outdir = await mkdtemp(join(tmpdir(), 'faultline-app-'));
  try {
    await synthesizeApp(place, outdir);
    return readAssembly(outdir);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
