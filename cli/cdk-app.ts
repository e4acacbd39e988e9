import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { systems } from '../functions/systems.ts';
import { bundleFunctions, writeBundles } from '../infra/bundle.ts';
import { chooseTarget } from '../infra/guard.ts';
import { addChecks, addSystem } from '../infra/lab-app.ts';
import { UsageError } from '../kernel/usage-error.ts';

// The app that the `cdk` command runs, with a stack a system; context: target, account, region, sabotage.
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
  addChecks(app);
  for (const system of systems) {
    const isSabotaged = system.sabotages.some(({ name }) => name === sabotage);
    const bundles = await bundleFunctions(system, sabotage !== undefined && isSabotaged ? { sabotage } : {});
    await addSystem(app, target, system, await writeBundles(bundles, join(app.outdir, 'bundles', system.name)));
  }
  app.synth();
} catch (error) {
  if (!(error instanceof UsageError)) {
    throw error;
  }
  process.stderr.write(`${[error.message, error.hint].filter(Boolean).join('\n')}\n`);
  process.exitCode = 3;
}
