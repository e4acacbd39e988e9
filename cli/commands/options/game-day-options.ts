import type { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../../cloud/engine-options.ts';

/** What is said of a game day on the command line. */
export interface GameDayWishes extends EngineOptions {
  readonly pause?: string;
  readonly stopOnFailure?: boolean;
}

/** What `gameday` takes, whoever's experiments it runs. */
export function withGameDayOptions(command: Command): Command {
  return withEngineOptions(command)
    .description('run a list of experiments one after another on one LocalStack, with a summary of all verdicts')
    .option('--pause <duration>', 'between two experiments, such as 30s (default: as the list says, or none)')
    .option('--stop-on-failure', 'end after the first experiment that does not pass')
    .addHelpText('after', '\nThe exit code is that of the worst: 1 fail, else 3 not run, else 2 inconclusive, else 0.');
}
