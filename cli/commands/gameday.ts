import { Command } from 'commander';
import { type EngineOptions, withEngineOptions } from '../cloud/engine-options.ts';
import { interruptible } from '../terminal/interrupt.ts';

interface GameDayOptions extends EngineOptions {
  readonly pause?: string;
  readonly stopOnFailure?: boolean;
}

/** `./lab gameday`: many experiments, one summary. */
export function gamedayCommand(): Command {
  return withEngineOptions(new Command('gameday'))
    .description('run a list of experiments one after another on one LocalStack, with a summary of all verdicts')
    .argument('[list...]', 'a YAML file with a list, or names or files of experiments (default: the whole library)')
    .option('--pause <duration>', 'between two experiments, such as 30s (default: as the list says, or none)')
    .option('--stop-on-failure', 'end after the first experiment that does not pass')
    .addHelpText('after', '\nThe exit code is that of the worst: 1 fail, else 3 not run, else 2 inconclusive, else 0.')
    .action(async (names: string[], options: GameDayOptions) => {
      const [{ gameDayOf }, { runGameDay }] = await Promise.all([
        import('../gameday/game-day-of.ts'),
        import('../gameday/run-game-day.ts'),
      ]);
      const { pause, stopOnFailure, ...engine } = options;
      const day = await gameDayOf(names, { pause, stopOnFailure });
      process.exitCode = await interruptible((signal) => runGameDay(day, engine, signal));
    });
}
