import { Command } from 'commander';
import { withEngineOptions } from '../../cloud/engine-options.ts';
import { wholeNumberFrom } from './whole-number.ts';

/** The command `sweep`, with what it can go through. */
export function sweepWith(...kinds: readonly Command[]): Command {
  const sweep = new Command('sweep')
    .description('go through every point at which a fault can hit an operation of a system')
    .helpCommand(false);
  for (const kind of kinds) sweep.addCommand(kind);
  return sweep;
}

/** The command `crash`, whoever's operations it hurts. */
export function crashWith(): Command {
  return withEngineOptions(new Command('crash'))
    .description(
      'kill, time out and leave unanswered every AWS call that an operation makes on its course, before it and after it; one each',
    )
    .option('--only <pattern>', 'only points of such names, like "confirmed.payments.*" (default: all)')
    .option('--at-once <number>', 'how many operations wait for their faults at a time', wholeNumberFrom(1), 8)
    .option('--seed <number>', 'seed of the operations (default: as the experiment says)', wholeNumberFrom(0))
    .addHelpText(
      'after',
      '\nExit codes: 0 every fault fired and everything survived, 1 one did not, 2 a fault never fired or something could not be judged.',
    );
}
