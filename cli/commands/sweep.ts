import type { Command } from 'commander';
import { withSystemOption } from '../cloud/system-option.ts';
import type { SystemSweepOptions } from '../sweep/run-sweep.ts';
import { interruptible } from '../terminal/interrupt.ts';
import { crashWith, sweepWith } from './options/sweep-options.ts';

/** `./lab sweep`: one fault at every place where it can act, instead of at random. */
export function sweepCommand(): Command {
  const crash = withSystemOption(crashWith())
    .option(
      '--sabotage <name>',
      'deploy the broken twins of functions/<system>/sabotage/<name>: the sweep has to notice',
    )
    .option('--keep', 'leave LocalStack and the stack as they are at the end, to look around')
    .addHelpText(
      'before',
      'The experiment is experiments/sweeps/crash-points.yaml of the system; sweep.json in the folder of the run holds every point and trial.\n',
    )
    .action(async (options: SystemSweepOptions) => {
      const { runCrashSweep } = await import('../sweep/run-sweep.ts');
      process.exitCode = await interruptible((signal) => runCrashSweep(options, signal));
    });
  return sweepWith(crash);
}
