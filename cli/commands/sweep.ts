import { Command, InvalidArgumentError } from 'commander';
import { withEngineOptions } from '../engine-options.ts';
import { interruptible } from '../interrupt.ts';
import type { SweepOptions } from '../sweep/run-sweep.ts';

/** `./lab sweep`: one fault at every place where it can act, instead of at random. */
export function sweepCommand(): Command {
  return new Command('sweep')
    .description('go through every point at which a fault can hit the saga of an order')
    .helpCommand(false)
    .addCommand(crashCommand());
}

function crashCommand(): Command {
  return withEngineOptions(new Command('crash'))
    .description(
      'kill, time out and leave unanswered every AWS call that the saga of an order makes, before it and after it; one order each',
    )
    .option('--only <pattern>', 'only points of such names, like "confirmed.payments.*" (default: all)')
    .option('--at-once <number>', 'how many orders wait for their faults at a time', atLeastOne, 8)
    .option('--seed <number>', 'seed of the orders (default: as the experiment says)', Number)
    .option('--sabotage <name>', 'deploy the broken twins of functions/sabotage/<name>: the sweep has to notice')
    .option('--keep', 'leave LocalStack and the stack as they are at the end, to look around')
    .addHelpText(
      'after',
      '\nThe experiment is chaos/experiments/sweeps/crash-points.yaml; sweep.json in the folder of the run holds every point and order.' +
        '\nExit codes: 0 every fault fired and every order survived, 1 one did not, 2 a fault never fired or something could not be judged.',
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
