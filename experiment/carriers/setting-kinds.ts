import { concurrencySetting } from '../../chaos/lambdas/settings/concurrency.ts';
import { configurationSetting } from '../../chaos/lambdas/settings/configuration.ts';
import { mappingSetting } from '../../chaos/lambdas/settings/mapping.ts';
import { queueSetting } from '../../chaos/lambdas/settings/queue.ts';
import type { Setting } from '../../chaos/lambdas/settings/setting.ts';
import { tableSetting } from '../../chaos/lambdas/settings/table.ts';
import type { Clients } from '../../kernel/clients.ts';

/** A kind of setting that faults change, and who changes it. */
export interface SettingKind {
  /** Name of the fault. */
  readonly fault: string;
  readonly chaosFunction: string;
  readonly setting: Setting<never, never>;
}

/** Every kind of setting, reached from this process. */
export function settingKinds({ lambda, sqs, dynamo }: Omit<Clients, 'destroy'>): SettingKind[] {
  const kind = <Target, Effect>(fault: string, name: string, setting: Setting<Target, Effect>): SettingKind => ({
    fault,
    chaosFunction: `faultline-chaos-${name}`,
    // Only its reading and writing is used, which know neither target nor effect.
    setting: setting as unknown as Setting<never, never>,
  });
  return [
    kind('reserved-concurrency', 'concurrency', concurrencySetting(lambda)),
    kind(
      'event-source-mapping',
      'mapping',
      mappingSetting(lambda, () => []),
    ),
    kind('queue-attributes', 'queue', queueSetting(sqs)),
    kind('table-capacity', 'table', tableSetting(dynamo)),
    kind('function-configuration', 'configuration', configurationSetting(lambda)),
  ];
}
