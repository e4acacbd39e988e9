import { catalogue } from '../../chaos/faults/catalogue.ts';
import { type Experiment, faultsOf } from '../../experiment/file/experiment.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { type AbilityName, abilities } from '../../localstack/abilities/abilities.ts';
import { askCloud } from '../../localstack/abilities/ask-cloud.ts';

/** What every run is fed, judged and told by: redrive, mappings, versions of items, and which faults have fired. */
const always: readonly AbilityName[] = ['redrive', 'mappingSwitch', 'streams', 'functionLogs'];

/** What a fault of a setting acts by; those of capacity need no more than that the setting is kept. */
const ofSettings: Readonly<Record<string, AbilityName>> = {
  'reserved-concurrency': 'reservedConcurrency',
  'event-source-mapping': 'mappingSwitch',
  'queue-attributes': 'queueSettings',
  'function-configuration': 'functionSettings',
};

/** What a cloud must be able to do so that an experiment on it can be judged. */
export function needsOf(experiment: Pick<Experiment, 'method'>): readonly AbilityName[] {
  const ofFaults = faultsOf(experiment).flatMap(({ fault }): AbilityName[] => {
    const place = catalogue.find(({ name }) => name === fault)?.place;
    if (place === 'cloud' || place === 'environment') return ['faultApi'];
    const ability = ofSettings[fault];
    return ability === undefined ? [] : [ability];
  });
  return [...new Set([...always, ...ofFaults])];
}

/**
 * Asks a cloud that the lab did not start for all that an experiment needs, before anything is deployed.
 *
 * @throws UsageError that names what the cloud lacks
 */
export async function checkNeeds(cloud: Cloud, experiment: Pick<Experiment, 'method'>, ask = askCloud): Promise<void> {
  const answers = await ask(cloud, needsOf(experiment));
  const lacking = [...answers].flatMap(([name, has]) => (has ? [] : [abilities[name].what]));
  if (lacking.length === 0) return;
  throw new UsageError(
    `this experiment needs a cloud that ${lacking.join(', and that ')}; the one at ${cloud.endpoint} does not`,
    {
      hint: [
        'Leave --endpoint away: the lab then starts a LocalStack that does.',
        `What this one can do: ${labCommand} doctor --endpoint ${cloud.endpoint}`,
      ].join('\n'),
    },
  );
}
