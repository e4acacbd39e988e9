import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { GameDayProps } from '../chaos/cdk/game-day.ts';
import type { Target } from './guard.ts';
import type { EntryName } from './stacks/entries.ts';
import { FaultlineStack } from './stacks/faultline-stack.ts';
import { stackName } from './stacks/stack-name.ts';

/**
 * Fills an app with the lab's stack and with the checks that every synthesis has to pass.
 *
 * @param bundles the folder of each function's bundle
 */
export function addFaultline(app: App, target: Target, bundles: Readonly<Record<EntryName, string>>): FaultlineStack {
  const { account, region } = target;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // A named account makes the CDK refuse credentials of any other, below every guard of ours.
  return new FaultlineStack(app, stackName, {
    env: { account, region },
    description: 'Faultline: an order system to break on purpose.',
    bundles,
    // From cdk.json or `cdk deploy -c gameDay='{...}'`; the construct checks it.
    gameDay: given(app.node.tryGetContext('gameDay')),
  });
}

/** A context value that the command line has given as text. */
function given(value: unknown): GameDayProps['plan'] | undefined {
  return typeof value === 'string' ? JSON.parse(value) : (value as GameDayProps['plan'] | undefined);
}
