import { setPriority } from 'node:os';
import { Command } from 'commander';
import { withEngineOptions } from '../cloud/engine-options.ts';
import { interruptible } from '../terminal/interrupt.ts';
import type { WatchOptions } from '../watch/watch-run.ts';
import { withPagePort } from './options/page-port.ts';

/** What is watched has the right of way. */
const BEHIND_OTHERS = 10;

/** `./lab watch [run]`: what a run does, on a page. */
export function watchCommand(): Command {
  return withPagePort(withEngineOptions(new Command('watch')))
    .description('serve a live page of the run that is under way, on loopback: what it does, its faults as switches')
    .argument(
      '[run]',
      'the folder of a run (default: the run that is under way at the endpoint, then the next one there)',
    )
    .addHelpText(
      'after',
      `
The address holds a token: whoever has it can abort the run and ask for its faults, no other page of the browser can.
Ctrl-C ends the page, and disturbs nothing.`,
    )
    .action(async (run: string | undefined, options: WatchOptions) => {
      setPriority(BEHIND_OTHERS);
      const { watchRun } = await import('../watch/watch-run.ts');
      const said = (address: string) => process.stdout.write(`Live page: ${address}\n`);
      await interruptible((signal) => watchRun(run, options, signal, said));
    });
}
