import { realTime } from '../../kernel/pause.ts';
import { declaredProbes } from '../probes/probe-schema.ts';
import { deviations, probeSteadyState } from '../steady-state/steady-state.ts';
import type { RunOptions } from './run-options.ts';
import type { RunTools } from './run-tools.ts';

/** Where something still moves in a system. */
export interface MayMove {
  readonly options: Pick<RunOptions, 'system'>;
  readonly tools: Pick<RunTools, 'probing'>;
  readonly ending: AbortSignal;
}

/** What still moves in a system, by its own account of quiet, one sentence each. */
export async function moving({ options, tools, ending }: MayMove): Promise<string[]> {
  const probes = declaredProbes(options.system.quiet);
  return deviations(await probeSteadyState(probes, tools.probing, realTime, ending));
}
