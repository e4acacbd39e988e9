import { Command } from 'commander';
import { withEngineOptions } from '../../cloud/engine-options.ts';
import type { RunOptions } from '../../run/run-options.ts';
import { interruptible } from '../../terminal/interrupt.ts';
import { withLoadOptions } from '../options/load-options.ts';

/** `faultline run [experiment]`: from somebody's app to verdicts on it. */
export function foreignRunCommand(): Command {
  return withLoadOptions(withEngineOptions(new Command('run')))
    .description(
      'run the app of this folder: twice without faults, then under its experiments; judge, report, clean up',
    )
    .argument('[experiment]', 'one of the folder faultline/, without its ending (default: all)')
    .option('--keep', 'leave LocalStack and the app as they are at the end, to look around')
    .action(async (named: string | undefined, options: RunOptions) => {
      const { runForeign } = await import('../../foreign/run.ts');
      process.exitCode = await interruptible((signal) =>
        runForeign(named === undefined ? [] : [named], {}, options, signal),
      );
    });
}
