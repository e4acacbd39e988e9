import { Command, InvalidArgumentError } from 'commander';
import { withEngineOptions } from '../cloud/engine-options.ts';
import { chosenSystem, type SystemOption } from '../cloud/system-option.ts';
import type { RunOptions } from '../run/run-options.ts';
import { interruptible } from '../terminal/interrupt.ts';

/** `./lab run [experiment]`: from nothing to a verdict. */
export function runCommand(): Command {
  return withEngineOptions(new Command('run'))
    .description(
      'run an experiment from start to verdict: install, start, deploy, load, faults, judge, report, clean up',
    )
    .argument(
      '[experiment]',
      'a file, or a name such as ./lab experiment list shows (default: the first of the system)',
    )
    .option('--system <name>', 'without an experiment: the system whose first experiment is run')
    .option('--count <number>', 'how many operations (default: as the experiment says)', count(1))
    .option('--rate <number>', 'how many operations a second, at most (default: as the experiment says)', positive)
    .option('--seed <number>', 'seed of operations and faults (default: as the experiment says)', count(0))
    .option(
      '--sabotage <name>',
      'deploy the broken twins of functions/<system>/sabotage/<name>: the judge has to notice',
    )
    .option('--keep', 'leave LocalStack and the stack as they are at the end, to look around')
    .action(async (named: string | undefined, options: RunOptions & SystemOption) => {
      const { name, firstExperiment } = await chosenSystem(options);
      const experiment = named ?? `${name}/${firstExperiment}`;
      const { runLab } = await import('../run/run-lab.ts');
      ({ exitCode: process.exitCode } = await interruptible((signal) => runLab(experiment, options, signal)));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 10_000))
    throw new InvalidArgumentError('Expected a number above 0, such as 2 or 0.5, and at most 10000.');
  return value;
}

function count(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least} on.`);
    return value;
  };
}
