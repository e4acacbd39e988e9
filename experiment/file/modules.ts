import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Mistake } from './checks/check.ts';
import type { ExperimentFile } from './fields.ts';

/** The experiment with the modules of its custom probes as absolute paths, and a mistake for each that is not there. */
export function withModules(
  experiment: ExperimentFile,
  folder: string,
): { experiment: ExperimentFile; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const located = <Holder extends { readonly provider: { readonly type: string } }>(
    holder: Holder,
    path: Mistake['path'],
  ): Holder => {
    const { provider } = holder;
    if (provider.type !== 'custom' || !('module' in provider)) return holder;
    const module = resolve(folder, String(provider.module));
    if (!existsSync(module)) {
      mistakes.push({ path: [...path, 'provider', 'module'], says: `there is no file ${module}` });
    }
    return { ...holder, provider: { ...provider, module } };
  };
  const all = <Holder extends { readonly provider: { readonly type: string } }>(
    holders: readonly Holder[],
    ...path: string[]
  ) => holders.map((holder, index) => located(holder, [...path, index]));
  const hypothesis = experiment['steady-state-hypothesis'];
  return {
    experiment: {
      ...experiment,
      ...(hypothesis !== undefined && {
        'steady-state-hypothesis': {
          ...hypothesis,
          probes: all(hypothesis.probes, 'steady-state-hypothesis', 'probes'),
        },
      }),
      'stop-conditions': all(experiment['stop-conditions'], 'stop-conditions'),
      method: all(experiment.method, 'method'),
    },
    mistakes,
  };
}
