import { faultsOf, loadsOf } from '../../experiment/file/experiment.ts';
import { table } from '../terminal/table.ts';
import { libraryExperiments } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

/** A table of the library: each experiment with its faults and the claim that it tries to refute. */
export async function listing(): Promise<string[]> {
  const rows = await Promise.all(
    libraryExperiments().map(async ({ name, path, system }) => {
      const { experiment } = await readLabExperiment(path);
      const operations = loadsOf(experiment).reduce((sum, load) => sum + load.operations, 0);
      const faults = [...new Set(faultsOf(experiment).map(({ fault }) => fault))].join(', ');
      return { name: `${system.name}/${name}`, operations, faults, claim: experiment.title };
    }),
  );
  return [
    ...table(
      ['name', 'operations', 'faults'],
      rows.map(({ name, operations, faults }) => [name, String(operations), faults]),
    ),
    '',
    ...rows.flatMap(({ name, claim }) => [name, `  ${claim}`]),
  ];
}
