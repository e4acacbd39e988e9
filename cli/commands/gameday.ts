import { Command } from 'commander';
import { interruptible } from '../terminal/interrupt.ts';
import { type GameDayWishes, withGameDayOptions } from './options/game-day-options.ts';

/** `./lab gameday`: many experiments, one summary. */
export function gamedayCommand(): Command {
  return withGameDayOptions(new Command('gameday'))
    .argument('[list...]', 'a YAML file with a list, or names or files of experiments (default: the whole library)')
    .action(async (names: string[], options: GameDayWishes) => {
      const [{ gameDayOf }, { runGameDay }, { labPlayer, libraryNames }] = await Promise.all([
        import('../gameday/game-day-of.ts'),
        import('../gameday/run-game-day.ts'),
        import('../gameday/lab-player.ts'),
      ]);
      const { pause, stopOnFailure, ...engine } = options;
      const day = await gameDayOf(names, { pause, stopOnFailure }, libraryNames);
      process.exitCode = await interruptible((signal) => runGameDay(day, engine, signal, labPlayer));
    });
}
