import { Command, Option } from 'commander';
import { withEngineOptions } from '../cloud/engine-options.ts';
import { experimentPath } from '../experiment/experiment-path.ts';
import type { ExportOptions } from '../experiment/export.ts';
import type { ImportArguments } from '../experiment/import.ts';
import type { LoadOptions } from '../experiment/load.ts';
import type { ProbeOptions } from '../experiment/probe.ts';
import { interruptible } from '../terminal/interrupt.ts';

/** `./lab experiment`: what can be done with an experiment file without running it. */
export function experimentCommand(): Command {
  return new Command('experiment')
    .description('validate, list and show experiments, export them to other tools and import theirs')
    .helpCommand(false)
    .addCommand(validateCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addCommand(schemaCommand())
    .addCommand(probeCommand())
    .addCommand(loadCommand());
}

function validateCommand(): Command {
  return new Command('validate')
    .description('say everything that is wrong with experiments, with line, expectation and what was probably meant')
    .argument('[experiment...]', 'files, or names such as ./lab experiment list shows; default: all of those')
    .action(async (names: string[]) => {
      const { validate } = await import('../experiment/validate.ts');
      process.exitCode = await validate(names);
    });
}

function listCommand(): Command {
  return new Command('list').description('list the experiments of all systems').action(async () => {
    const { listing } = await import('../experiment/list.ts');
    process.stdout.write(`${(await listing()).join('\n')}\n`);
  });
}

function showCommand(): Command {
  return new Command('show')
    .description('show the plan of an experiment in words, with a timeline of its load and its faults')
    .argument('<experiment>', 'a file, or a name such as ./lab experiment list shows')
    .action(async (name: string) => {
      const [{ planLines }, { readLabExperiment }] = await Promise.all([
        import('../experiment/plan.ts'),
        import('../experiment/read.ts'),
      ]);
      process.stdout.write(`${planLines((await readLabExperiment(experimentPath(name))).experiment).join('\n')}`);
    });
}

function exportCommand(): Command {
  const many = (value: string, earlier: readonly string[] = []) => [...earlier, value];
  return new Command('export')
    .description('write an experiment for another tool; what that tool cannot do is named, and the exit code is 2 then')
    .argument('<experiment>', 'a file, or a name such as ./lab experiment list shows')
    .addOption(new Option('--to <tool>', 'the tool').choices(['fis', 'chaostoolkit']).makeOptionMandatory())
    .option('--out <file>', 'where to (default: standard output)')
    .option('--account <id>', 'fis: the AWS account of the functions', '000000000000')
    .option('--region <region>', 'fis: their region', 'us-east-1')
    .option('--role-arn <arn>', 'fis: the role that FIS takes on (default: faultline-fis of that account)')
    .option('--alarm <arn>', 'fis: a CloudWatch alarm that stops the experiment; may be repeated', many)
    .addOption(new Option('--port <number>', 'chaostoolkit: port of LocalStack').argParser(Number).default(4566))
    .action(async (name: string, options: ExportOptions) => {
      const { exportExperiment } = await import('../experiment/export.ts');
      process.exitCode = await exportExperiment(name, options);
    });
}

function importCommand(): Command {
  return new Command('import')
    .description(
      'write a file of another tool as an experiment; what has no counterpart is named, and the exit code is 2 then',
    )
    .argument('<file>', 'JSON or YAML of that tool')
    .addOption(
      new Option('--from <tool>', 'the tool').choices(['chaostoolkit', 'fis', 'failure-lambda']).makeOptionMandatory(),
    )
    .option('--out <file>', 'where to (default: standard output)')
    .option('--system <name>', 'the system under test (default: the first)')
    .option('--function <name>', 'failure-lambda: the function that is wrapped')
    .option('--for <duration>', 'how long faults act of which the file does not say it', '1m')
    .addOption(new Option('--seed <number>', 'decides whom faults hit').argParser(Number).default(1))
    .addOption(
      new Option('--count <number>', 'operations of the load, where the file has none').argParser(Number).default(60),
    )
    .addOption(new Option('--rate <number>', 'of these, so many a second').argParser(Number).default(2))
    .action(async (file: string, options: ImportArguments) => {
      const { importExperiment } = await import('../experiment/import.ts');
      process.exitCode = await importExperiment(file, options);
    });
}

function probeCommand(): Command {
  return withEngineOptions(new Command('probe'))
    .description('ask one probe of an experiment now; exit code 0 if its tolerance is met, 1 if not')
    .argument('<experiment>', 'a file, or a name such as ./lab experiment list shows')
    .argument('<probe>', 'the name of the probe')
    .option('--within <duration>', 'ask each second until the tolerance is met, at most so long, such as 30s')
    .option('--run-dir <folder>', 'where the load of this experiment was recorded', 'runs/by-hand')
    .action(async (name: string, probe: string, options: ProbeOptions) => {
      const { probeByHand } = await import('../experiment/probe.ts');
      process.exitCode = await probeByHand(name, probe, options);
    });
}

function loadCommand(): Command {
  return withEngineOptions(new Command('load'))
    .description('drive one load of an experiment at the deployed system, without faults and without a verdict')
    .argument('<experiment>', 'a file, or a name such as ./lab experiment list shows')
    .argument('<load>', 'the name of the load')
    .option('--run-dir <folder>', 'where to record what customers see', 'runs/by-hand')
    .action(async (name: string, load: string, options: LoadOptions) => {
      const { loadByHand } = await import('../experiment/load.ts');
      await interruptible((signal) => loadByHand(name, load, options, signal));
    });
}

function schemaCommand(): Command {
  return new Command('schema')
    .description('write the JSON Schema of experiment files')
    .option('--out <file>', 'where to (default: standard output)')
    .action(async ({ out }: { out?: string }) => {
      const [{ experimentJsonSchema }, { writeOutput }] = await Promise.all([
        import('../../experiment/file/json-schema.ts'),
        import('../experiment/output.ts'),
      ]);
      await writeOutput(`${JSON.stringify(experimentJsonSchema(), null, 2)}\n`, out);
    });
}
