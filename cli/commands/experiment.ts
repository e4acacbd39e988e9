import { Command } from 'commander';
import { experimentPath } from '../experiment-path.ts';

/** `./lab experiment`: what can be done with an experiment file without running it. */
export function experimentCommand(): Command {
  return new Command('experiment')
    .description('validate, list and show experiments, and export them to other tools')
    .helpCommand(false)
    .addCommand(validateCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(schemaCommand());
}

function validateCommand(): Command {
  return new Command('validate')
    .description('say everything that is wrong with experiments, with line, expectation and what was probably meant')
    .argument('[experiment...]', 'files, or names in chaos/experiments/; default: all of those')
    .action(async (names: string[]) => {
      const { validate } = await import('../experiment/validate.ts');
      process.exitCode = await validate(names);
    });
}

function listCommand(): Command {
  return new Command('list').description('list the experiments in chaos/experiments/').action(async () => {
    const { listing } = await import('../experiment/list.ts');
    process.stdout.write(`${(await listing()).join('\n')}\n`);
  });
}

function showCommand(): Command {
  return new Command('show')
    .description('show the plan of an experiment in words, with a timeline of its load and its faults')
    .argument('<experiment>', 'a file, or a name in chaos/experiments/')
    .action(async (name: string) => {
      const [{ planLines }, { readLabExperiment }] = await Promise.all([
        import('../experiment/plan.ts'),
        import('../experiment/read.ts'),
      ]);
      process.stdout.write(`${planLines(await readLabExperiment(experimentPath(name))).join('\n')}`);
    });
}

function schemaCommand(): Command {
  return new Command('schema')
    .description('write the JSON Schema of experiment files')
    .option('--out <file>', 'where to (default: standard output)')
    .action(async ({ out }: { out?: string }) => {
      const [{ experimentJsonSchema }, { writeOutput }] = await Promise.all([
        import('../../chaos/runner/experiment/json-schema.ts'),
        import('../experiment/output.ts'),
      ]);
      await writeOutput(`${JSON.stringify(experimentJsonSchema(), null, 2)}\n`, out);
    });
}
