import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  paginateListEventSourceMappings,
} from '@aws-sdk/client-lambda';
import { type Settings, settingsOf } from './settings.ts';

/** All event source mappings of a function. */
export async function mappingSettings(client: LambdaClient, FunctionName: string): Promise<Settings> {
  const settings: Settings[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, { FunctionName })) {
    settings.push(...EventSourceMappings.map((mapping) => settingsOfMapping(FunctionName, mapping)));
  }
  return Object.assign({}, ...settings);
}

function settingsOfMapping(functionName: string, mapping: EventSourceMappingConfiguration): Settings {
  const { EventSourceArn = mapping.UUID ?? '', State, BatchSize, ScalingConfig, ...rest } = mapping;
  const source = EventSourceArn.slice(EventSourceArn.lastIndexOf(':') + 1);
  return settingsOf(`the mapping of ${source} to ${functionName}`, {
    state: settled(State),
    'batch size': BatchSize,
    'maximum concurrency': ScalingConfig?.MaximumConcurrency,
    'batching window': rest.MaximumBatchingWindowInSeconds,
    'response types': rest.FunctionResponseTypes?.join(' '),
    filters: rest.FilterCriteria?.Filters?.map(({ Pattern }) => Pattern).join(' '),
  });
}

/** A mapping on its way is counted as where it goes: AWS takes up to a minute to get there. */
function settled(state = 'none'): string {
  if (['Enabling', 'Updating', 'Creating'].includes(state)) return 'Enabled';
  return state === 'Disabling' ? 'Disabled' : state;
}
