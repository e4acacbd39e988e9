import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import type { CfnFunction, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { isAsset } from './kinds.ts';

const ENTRY = 'faultline-chaos';

/**
 * Puts our entry in front of a function's own: a copy of its code with one more file, which loads the original handler and
 * stands around it.
 *
 * @param wrapper source of the entry, an ES module
 * @returns why it cannot be done, and nothing was changed
 */
export function wrapFunction(lambda: Lambda, wrapper: Uint8Array): string | undefined {
  const resource = lambda.node.defaultChild as CfnFunction;
  if (!lambda.runtime.name.startsWith('nodejs')) return `its runtime is ${lambda.runtime.name}, not Node.js.`;
  if (resource.packageType === 'Image') return 'its code is a container image.';
  const folder = mkdtempSync(join(tmpdir(), 'faultline-wrapped-'));
  try {
    const refusal = copyCode(lambda, resource, folder);
    if (refusal !== undefined) return refusal;
    writeFileSync(join(folder, `${ENTRY}.mjs`), wrapper);
    const asset = new Asset(lambda, 'UnderChaos', { path: folder });
    lambda.addEnvironment('FAULTLINE_HANDLER', resource.handler ?? 'index.handler');
    resource.code = { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey };
    resource.handler = `${ENTRY}.handler`;
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copyCode(lambda: Lambda, resource: CfnFunction, folder: string): string | undefined {
  const stack = Stack.of(lambda);
  const code = stack.resolve(resource.code) as { s3Key?: unknown; zipFile?: unknown };
  if (typeof code.zipFile === 'string') {
    writeFileSync(join(folder, 'index.js'), code.zipFile);
    return undefined;
  }
  // Functions may share the asset of one of them, so it is found by what the template says and not by its place.
  const key = JSON.stringify(code.s3Key);
  const asset = lambda.node.root.node
    .findAll()
    .find((node): node is Asset => isAsset(node) && JSON.stringify(stack.resolve(node.s3ObjectKey)) === key);
  if (asset === undefined) return 'its code lies in a bucket, not in this app.';
  if (asset.isFile) return 'its code is a zip file; give its folder to Code.fromAsset instead.';
  cpSync(join(Stage.of(lambda)?.assetOutdir ?? '', asset.assetPath), folder, { recursive: true });
  return undefined;
}
