import { localstackCloud } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Engine } from '../engine.ts';
import { readHealth, readPluginIdentity } from '../health.ts';

/**
 * A LocalStack, or something compatible, that somebody else runs: it is used, but neither started nor stopped.
 *
 * @throws UsageError if the endpoint is not on this machine
 */
export function endpointEngine(address: string): Engine {
  const cloud = localstackCloud(address);
  const endpoint = cloud.endpoint ?? address;
  return {
    kind: 'endpoint',
    up: async () => {
      if ((await readHealth(endpoint)) === undefined)
        throw new UsageError(`no LocalStack answers at ${endpoint}`, {
          hint: 'Start it first, or leave --endpoint away: the lab then starts one of its own.',
        });
      return cloud;
    },
    down: async () => undefined,
    status: async () => {
      const [health, plugin] = await Promise.all([readHealth(endpoint), readPluginIdentity(endpoint)]);
      return {
        kind: 'endpoint',
        endpoint,
        running: health !== undefined,
        foreign: plugin === undefined,
        services: health?.services ?? {},
        ...(health === undefined ? {} : { version: health.version }),
      };
    },
  };
}
