import { runProgram } from './program.ts';
import { shared } from './shared-commands.ts';

await runProgram('lab', {
  run: async () => (await import('./commands/run.ts')).runCommand(),
  gameday: async () => (await import('./commands/gameday.ts')).gamedayCommand(),
  sweep: async () => (await import('./commands/sweep.ts')).sweepCommand(),
  load: async () => (await import('./commands/load.ts')).loadCommand(),
  watch: async () => (await import('./commands/watch.ts')).watchCommand(),
  abort: shared.abort,
  test: async () => (await import('./commands/test.ts')).testCommand(),
  up: shared.up,
  down: shared.down,
  status: shared.status,
  deploy: async () => (await import('./commands/deploy.ts')).deployCommand(),
  destroy: async () => (await import('./commands/destroy.ts')).destroyCommand(),
  logs: shared.logs,
  redrive: async () => (await import('./commands/redrive.ts')).redriveCommand(),
  chaos: shared.chaos,
  report: shared.report,
  check: shared.check,
  history: shared.history,
  experiment: async () => (await import('./commands/experiment.ts')).experimentCommand(),
  doctor: shared.doctor,
  clean: shared.clean,
});
