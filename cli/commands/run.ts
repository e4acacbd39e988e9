import { Command, InvalidArgumentError } from 'commander';
import { withEngineOptions } from '../engine-options.ts';
import { interruptible } from '../interrupt.ts';
import type { RunOptions } from '../run-options.ts';

/** `./lab run [experiment]`: from nothing to a verdict. */
export function runCommand(): Command {
  return withEngineOptions(new Command('run'))
    .description(
      'run an experiment from start to verdict: install, start, deploy, load, faults, judge, report, clean up',
    )
    .argument('[experiment]', 'a file, or a name in chaos/experiments/', 'slow-and-throttled-checkout')
    .option('--orders <number>', 'how many orders (default: as the experiment says)', count(1))
    .option('--seed <number>', 'seed of orders and faults (default: as the experiment says)', count(0))
    .option('--sabotage <name>', 'deploy the broken twins of functions/sabotage/<name>: the judge has to notice')
    .option('--keep', 'leave LocalStack and the stack as they are at the end, to look around')
    .action(async (experiment: string, options: RunOptions) => {
      const { runLab } = await import('../run-lab.ts');
      ({ exitCode: process.exitCode } = await interruptible((signal) => runLab(experiment, options, signal)));
    });
}

function count(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least} on.`);
    return value;
  };
}
