import { Command, Option } from 'commander';
import { withEngineOptions } from '../cloud/engine-options.ts';
import { chosenSystem, type SystemOption } from '../cloud/system-option.ts';
import type { RunOptions } from '../run/run-options.ts';
import { interruptible } from '../terminal/interrupt.ts';
import { withLoadOptions } from './options/load-options.ts';
import { withPagePort } from './options/page-port.ts';

/** `./lab run [experiment]`: from nothing to a verdict. */
export function runCommand(): Command {
  return withPagePort(withLoadOptions(withEngineOptions(new Command('run'))))
    .description(
      'run an experiment from start to verdict: install, start, deploy, load, faults, judge, report, clean up',
    )
    .argument(
      '[experiment]',
      'a file, or a name such as ./lab experiment list shows (default: the first of the system)',
    )
    .option('--system <name>', 'without an experiment: the system whose first experiment is run')
    .option(
      '--sabotage <name>',
      'deploy the broken twins of functions/<system>/sabotage/<name>: the judge has to notice',
    )
    .addOption(
      new Option('--on <ground>', 'where the system runs: a LocalStack, or simulated in virtual time')
        .choices(['localstack', 'sim'])
        .default('localstack'),
    )
    .option('--keep', 'leave LocalStack and the stack as they are at the end, to look around')
    .option('--live', 'serve a live page of the run while it lasts, such as ./lab watch does')
    .action(async (named: string | undefined, options: RunOptions & SystemOption) => {
      const { name, firstExperiment } = await chosenSystem(options);
      const experiment = named ?? `${name}/${firstExperiment}`;
      const { runLab } = await import('../run/run-lab.ts');
      ({ exitCode: process.exitCode } = await interruptible((signal) => runLab(experiment, options, signal)));
    });
}
