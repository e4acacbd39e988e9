import { faultsOf, loadsOf } from '../../experiment/file/experiment.ts';
import { experimentNames, experimentPath } from '../experiment-path.ts';
import { table } from '../table.ts';
import { readLabExperiment } from './read.ts';

/** A table of the library: each experiment with its faults and the claim that it tries to refute. */
export async function listing(): Promise<string[]> {
  const rows = await Promise.all(
    experimentNames().map(async (name) => {
      const experiment = await readLabExperiment(experimentPath(name));
      const orders = loadsOf(experiment).reduce((sum, load) => sum + load.orders, 0);
      const faults = [...new Set(faultsOf(experiment).map(({ fault }) => fault))].join(', ');
      return { name, orders, faults, claim: experiment.title };
    }),
  );
  return [
    ...table(
      ['name', 'orders', 'faults'],
      rows.map(({ name, orders, faults }) => [name, String(orders), faults]),
    ),
    '',
    ...rows.flatMap(({ name, claim }) => [name, `  ${claim}`]),
  ];
}
