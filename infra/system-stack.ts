import { Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ChaosLab } from '../chaos/cdk/chaos-lab.ts';
import { GameDay, type GameDayProps } from '../chaos/cdk/game-day.ts';
import type { FillStack, System } from '../system/system.ts';

/** Properties of the {@link SystemStack}. */
export interface SystemStackProps extends StackProps {
  readonly system: Pick<System, 'name' | 'keyField'>;
  readonly fill: FillStack;
  /** The folder of each handler's bundle. */
  readonly bundles: Readonly<Record<string, string>>;
  /**
   * Faults that come by themselves at a time of the week.
   *
   * @default - none
   */
  readonly gameDay?: GameDayProps['plan'] | undefined;
}

/** A system under test, and the lab that breaks it on purpose. */
export class SystemStack extends Stack {
  constructor(scope: Construct, id: string, { system, fill, bundles, gameDay, ...props }: SystemStackProps) {
    super(scope, id, props);
    fill(this, (handler) => {
      const bundle = bundles[handler];
      if (bundle === undefined) throw new Error(`The system ${system.name} has no handler "${handler}".`);
      return bundle;
    });
    // Its handlers are built with the chaos middleware.
    const lab = new ChaosLab(this, 'Chaos', { prefix: system.name, keyField: system.keyField, wrap: false });
    lab.disturb(this);
    if (gameDay !== undefined) {
      new GameDay(this, 'GameDay', { plan: gameDay, chaosFunction: (name) => lab.chaosFunction(name) });
    }
    Tags.of(this).add('project', 'faultline');
  }
}
