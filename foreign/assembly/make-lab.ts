import { rmSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { ChaosLab } from '../../chaos/cdk/chaos-lab.ts';
import { work } from '../../infra/own-process/work.ts';
import type { DeployedMapping } from '../../system/deployed.ts';
import { labStack } from './copy.ts';

// A process of its own: what esbuild and the construct library take goes with it.

/** What the process is asked to do: the lab as a stack of its own, beside those of an app. */
export interface LabOrder {
  /** Where its cloud assembly is put. */
  readonly folder: string;
  /** What it may change. */
  readonly mappings: readonly DeployedMapping[];
}

work(async ({ folder, mappings }: LabOrder) => {
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
});
