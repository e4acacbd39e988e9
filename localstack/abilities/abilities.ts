import { faultApi } from './questions/fault-api.ts';
import { functionLogs } from './questions/function-logs.ts';
import { functionSettings } from './questions/function-settings.ts';
import { mappingSwitch } from './questions/mapping-switch.ts';
import { queueSettings } from './questions/queue-settings.ts';
import { redrive } from './questions/redrive.ts';
import { reservedConcurrency } from './questions/reserved-concurrency.ts';
import { streams } from './questions/streams.ts';

/** All that clouds are asked for, under the name by which experiments need it. */
export const abilities = {
  redrive,
  streams,
  mappingSwitch,
  functionLogs,
  reservedConcurrency,
  queueSettings,
  functionSettings,
  faultApi,
};

export type AbilityName = keyof typeof abilities;

export const abilityNames = Object.keys(abilities) as readonly AbilityName[];
