import { Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { GameDay, type GameDayProps } from '../../chaos/cdk/game-day.ts';
import { ChaosLambdas } from './chaos-lambdas.ts';
import type { EntryName } from './entries.ts';
import { OrderSystem } from './order-system.ts';
import { Tables } from './tables.ts';

/** Properties of the {@link FaultlineStack}. */
export interface FaultlineStackProps extends StackProps {
  /** The folder of each function's bundle. */
  readonly bundles: Readonly<Record<EntryName, string>>;
  /**
   * Faults that come by themselves at a time of the week.
   *
   * @default - none
   */
  readonly gameDay?: GameDayProps['plan'] | undefined;
}

/** The whole laboratory system: the order system, and the lambdas that break it on purpose. */
export class FaultlineStack extends Stack {
  constructor(scope: Construct, id: string, props: FaultlineStackProps) {
    super(scope, id, props);
    const { bundles, gameDay } = props;
    const tables = new Tables(this, 'Tables');
    const system = new OrderSystem(this, 'OrderSystem', { tables, bundles });
    const chaos = new ChaosLambdas(this, 'ChaosLambdas', {
      bundles,
      chaosTable: tables.chaos,
      functions: system.functions,
      queues: system.queues,
      tables: tables.ofSystem,
    });
    if (gameDay !== undefined) {
      new GameDay(this, 'GameDay', { plan: gameDay, chaosFunction: (name) => chaos.functions[name].function });
    }
    Tags.of(this).add('project', 'faultline');
  }
}
