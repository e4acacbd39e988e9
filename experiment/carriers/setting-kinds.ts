import { concurrencySetting } from '../../chaos/lambdas/settings/concurrency.ts';
import { configurationSetting } from '../../chaos/lambdas/settings/configuration.ts';
import { mappingSetting } from '../../chaos/lambdas/settings/mapping.ts';
import { queueSetting } from '../../chaos/lambdas/settings/queue.ts';
import type { Setting } from '../../chaos/lambdas/settings/setting.ts';
import { tableSetting } from '../../chaos/lambdas/settings/table.ts';
import type { Clients } from '../../kernel/clients.ts';

/** A kind of setting that faults change. */
export interface SettingKind {
  /** Name of the fault. */
  readonly fault: string;
  readonly setting: Setting<never, never>;
}

/** Every kind of setting, reached from this process. */
export function settingKinds({ lambda, sqs, dynamo }: Omit<Clients, 'destroy'>): SettingKind[] {
  const kind = <Target, Effect>(fault: string, setting: Setting<Target, Effect>): SettingKind => ({
    fault,
    // Only its reading and writing is used, which know neither target nor effect.
    setting: setting as unknown as Setting<never, never>,
  });
  return [
    kind('reserved-concurrency', concurrencySetting(lambda)),
    kind(
      'event-source-mapping',
      mappingSetting(lambda, () => []),
    ),
    kind('queue-attributes', queueSetting(sqs)),
    kind('table-capacity', tableSetting(dynamo)),
    kind('function-configuration', configurationSetting(lambda)),
  ];
}
