import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { UsageError } from '../kernel/usage-error.ts';
import { bundleFunctions, writeBundles } from './bundle.ts';
import { addFaultline } from './faultline-app.ts';
import { chooseTarget } from './guard.ts';

// The app that the `cdk` command runs; context: target, account, region, sabotage.
try {
  const app = new App();
  const context = (name: string): string | undefined => app.node.tryGetContext(name);
  const target = chooseTarget(
    {
      target: context('target'),
      account: context('account'),
      region: context('region') ?? process.env.CDK_DEFAULT_REGION,
    },
    process.env,
  );
  const sabotage = context('sabotage');
  const bundles = await bundleFunctions(sabotage === undefined ? {} : { sabotage });
  addFaultline(app, target, await writeBundles(bundles, join(app.outdir, 'bundles')));
  app.synth();
} catch (error) {
  if (!(error instanceof UsageError)) {
    throw error;
  }
  process.stderr.write(`${[error.message, error.hint].filter(Boolean).join('\n')}\n`);
  process.exitCode = 3;
}
