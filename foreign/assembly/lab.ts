import { rmSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { ChaosLab } from '../../chaos/cdk/chaos-lab.ts';
import type { DeployedMapping } from '../../system/deployed.ts';
import { labStack } from './copy.ts';

/** Synthesizes the lab as a stack of its own, beside those of an app. @returns its folder */
export function synthesizeLab(folder: string, mappings: readonly DeployedMapping[]): string {
  rmSync(folder, { recursive: true, force: true });
  const app = new App({ outdir: folder, treeMetadata: false });
  const env = { account: '000000000000', region: 'us-east-1' };
  const stack = new Stack(app, labStack, { env });
  const lab = new ChaosLab(stack, 'Chaos', { prefix: labStack });
  for (const mapping of mappings) {
    lab.allowMapping({
      ...mapping,
      arn: `arn:aws:lambda:${env.region}:${env.account}:event-source-mapping:${mapping.uuid}`,
    });
  }
  app.synth();
  return folder;
}
