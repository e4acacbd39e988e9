import { UsageError } from '../kernel/usage-error.ts';
import type { System } from '../system/system.ts';
import { system as orders } from './orders/system.ts';
import { system as rateLimiter } from './rate-limiter/system.ts';

/** The systems under test; the first is the one that is meant where none is named. */
export const systems: readonly [System, ...System[]] = [orders, rateLimiter];

/** The system with this name. @throws UsageError where there is none */
export function systemNamed(name: string): System {
  const found = systems.find((system) => system.name === name);
  if (found !== undefined) return found;
  const names = systems.map((system) => system.name).join(', ');
  throw new UsageError(`there is no system "${name}"`, { hint: `There are: ${names}.` });
}
