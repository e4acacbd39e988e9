import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { faultsOf } from '../../experiment/file/experiment.ts';
import { projectRoot } from '../../kernel/project.ts';
import { libraryExperiments } from './experiment-path.ts';
import { readLabExperiment } from './read.ts';

/** Where a fault of the catalogue acts on LocalStack: names of experiments, and paths of integration tests. */
export interface Exercise {
  readonly fault: string;
  readonly experiments: readonly string[];
  readonly tests: readonly string[];
}

/** Every fault of the catalogue with what exercises it: the experiments that plan it, and the tests whose source asks for it. */
export async function exercises(): Promise<Exercise[]> {
  const experiments = await Promise.all(
    libraryExperiments().map(async ({ name, path }) => {
      const { experiment } = await readLabExperiment(path);
      return { name, faults: faultsOf(experiment).map(({ fault }) => fault) };
    }),
  );
  const tests = texts('test/{integration,experiments}/*.test.ts');
  return catalogue.map(({ name: fault }) => ({
    fault,
    experiments: experiments.filter(({ faults }) => faults.some((name) => name === fault)).map(({ name }) => name),
    tests: tests.filter(({ text }) => asksFor(fault).test(text)).map(({ path }) => path),
  }));
}

/** How tests ask for a fault: `fault: 'drop'`, `inject('drop'`, `sqsUnder('drop'`, `rule('an id', 'drop'`. */
function asksFor(fault: string): RegExp {
  return new RegExp(`(fault: |inject\\(|Under\\(|ruleOf\\(|rule\\('[\\w-]+', )'${fault}'`);
}

function texts(pattern: string): { path: string; text: string }[] {
  return globSync(pattern, { cwd: projectRoot })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
}
