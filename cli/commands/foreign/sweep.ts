import type { Command } from 'commander';
import type { SweepOptions } from '../../sweep/sweep-options.ts';
import { interruptible } from '../../terminal/interrupt.ts';
import { crashWith, sweepWith } from '../options/sweep-options.ts';

/** `faultline sweep`: every call of somebody's app, instead of some at random. */
export function foreignSweepCommand(): Command {
  const crash = crashWith().action(async (options: SweepOptions) => {
    const { sweepForeign } = await import('../../foreign/sweep.ts');
    process.exitCode = await interruptible((signal) => sweepForeign(options, signal));
  });
  return sweepWith(crash);
}
