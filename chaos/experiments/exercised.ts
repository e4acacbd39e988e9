import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { faultsOf } from '../../experiment/file/experiment.ts';
import { parseExperiment } from '../../experiment/file/experiment-file.ts';
import { projectRoot } from '../../kernel/project.ts';
import { catalogue } from '../faults/catalogue.ts';

/** Where a fault of the catalogue acts on LocalStack: names of experiments, and paths of integration tests. */
export interface Exercise {
  readonly fault: string;
  readonly experiments: readonly string[];
  readonly tests: readonly string[];
}

/** Every fault of the catalogue with what exercises it: the experiments that plan it, and the tests whose source asks for it. */
export function exercises(): Exercise[] {
  const experiments = texts('chaos/experiments/*.yaml').map(({ path, text }) => {
    return { name: basename(path, '.yaml'), faults: faultsOf(parseExperiment(text, path)).map(({ fault }) => fault) };
  });
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
