import { runProgram } from './program.ts';

await runProgram('lab', {
  run: async () => (await import('./commands/run.ts')).runCommand(),
  gameday: async () => (await import('./commands/gameday.ts')).gamedayCommand(),
  sweep: async () => (await import('./commands/sweep.ts')).sweepCommand(),
  abort: async () => (await import('./commands/abort.ts')).abortCommand(),
  test: async () => (await import('./commands/test.ts')).testCommand(),
  up: async () => (await import('./commands/up.ts')).upCommand(),
  down: async () => (await import('./commands/down.ts')).downCommand(),
  status: async () => (await import('./commands/status.ts')).statusCommand(),
  deploy: async () => (await import('./commands/deploy.ts')).deployCommand(),
  destroy: async () => (await import('./commands/destroy.ts')).destroyCommand(),
  logs: async () => (await import('./commands/logs.ts')).logsCommand(),
  redrive: async () => (await import('./commands/redrive.ts')).redriveCommand(),
  chaos: async () => (await import('./commands/chaos.ts')).chaosCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  check: async (asked) => {
    const { checkCommand } = await import('./commands/check.ts');
    return asked ? checkCommand((await import('./check/checker-listing.ts')).checkerListing()) : checkCommand();
  },
  history: async () => (await import('./commands/history.ts')).historyCommand(),
  experiment: async () => (await import('./commands/experiment.ts')).experimentCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  clean: async () => (await import('./commands/clean.ts')).cleanCommand(),
});
