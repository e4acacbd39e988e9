import { Command } from 'commander';
import { interruptible } from '../../terminal/interrupt.ts';
import { type GameDayWishes, withGameDayOptions } from '../options/game-day-options.ts';

/** `faultline gameday`: experiments on somebody's app, as a list says. */
export function foreignGamedayCommand(): Command {
  return withGameDayOptions(new Command('gameday'))
    .argument('[list...]', 'a YAML file with a list, or names of experiments in faultline/ (default: all)')
    .action(async (names: string[], { pause, stopOnFailure, ...engine }: GameDayWishes) => {
      const { runForeign } = await import('../../foreign/run.ts');
      process.exitCode = await interruptible((signal) => runForeign(names, { pause, stopOnFailure }, engine, signal));
    });
}
