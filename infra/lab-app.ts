import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { GameDayProps } from '../chaos/cdk/game-day.ts';
import type { System } from '../system/system.ts';
import type { Target } from './guard.ts';
import { SystemStack } from './system-stack.ts';

/** Adds the checks that every synthesis has to pass; once an app. */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/**
 * Adds the stack of a system to an app.
 *
 * @param bundles the folder of each handler's bundle
 */
export async function addSystem(
  app: App,
  { account, region }: Target,
  system: Pick<System, 'name' | 'claim' | 'keyField' | 'stack'>,
  bundles: Readonly<Record<string, string>>,
): Promise<SystemStack> {
  // A named account makes the CDK refuse credentials of any other, below every guard of ours.
  return new SystemStack(app, system.name, {
    env: { account, region },
    description: `Faultline: ${system.claim}`,
    system,
    fill: await system.stack(),
    bundles,
    // From cdk.json or `cdk deploy -c gameDay='{...}'`; the construct checks it.
    gameDay: given(app.node.tryGetContext('gameDay')),
  });
}

/** A context value that the command line has given as text. */
function given(value: unknown): GameDayProps['plan'] | undefined {
  return typeof value === 'string' ? JSON.parse(value) : (value as GameDayProps['plan'] | undefined);
}
