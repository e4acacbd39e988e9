import { Command, InvalidArgumentError } from 'commander';
import { withEngineOptions } from '../cloud/engine-options.ts';
import { withSystemOption } from '../cloud/system-option.ts';
import type { SweepOptions } from '../sweep/run-sweep.ts';
import { interruptible } from '../terminal/interrupt.ts';

/** `./lab sweep`: one fault at every place where it can act, instead of at random. */
export function sweepCommand(): Command {
  return new Command('sweep')
    .description('go through every point at which a fault can hit an operation of a system')
    .helpCommand(false)
    .addCommand(crashCommand());
}

function crashCommand(): Command {
  return withSystemOption(withEngineOptions(new Command('crash')))
    .description(
      'kill, time out and leave unanswered every AWS call that an operation makes on its course, before it and after it; one each',
    )
    .option('--only <pattern>', 'only points of such names, like "confirmed.payments.*" (default: all)')
    .option('--at-once <number>', 'how many operations wait for their faults at a time', atLeastOne, 8)
    .option('--seed <number>', 'seed of the operations (default: as the experiment says)', Number)
    .option(
      '--sabotage <name>',
      'deploy the broken twins of functions/<system>/sabotage/<name>: the sweep has to notice',
    )
    .option('--keep', 'leave LocalStack and the stack as they are at the end, to look around')
    .addHelpText(
      'after',
      '\nThe experiment is experiments/sweeps/crash-points.yaml of the system; sweep.json in the folder of the run holds every point and trial.' +
        '\nExit codes: 0 every fault fired and everything survived, 1 one did not, 2 a fault never fired or something could not be judged.',
    )
    .action(async (options: SweepOptions) => {
      const { runCrashSweep } = await import('../sweep/run-sweep.ts');
      process.exitCode = await interruptible((signal) => runCrashSweep(options, signal));
    });
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return value;
}
