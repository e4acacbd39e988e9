import type { Commands } from './program.ts';

/** What `./lab` and the package's `faultline` have both. */
export const shared = {
  abort: async () => (await import('./commands/abort.ts')).abortCommand(),
  up: async () => (await import('./commands/up.ts')).upCommand(),
  down: async () => (await import('./commands/down.ts')).downCommand(),
  status: async () => (await import('./commands/status.ts')).statusCommand(),
  logs: async () => (await import('./commands/logs.ts')).logsCommand(),
  chaos: async () => (await import('./commands/chaos.ts')).chaosCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  check: async (asked) => {
    const { checkCommand } = await import('./commands/histories/check.ts');
    return asked ? checkCommand((await import('./check/checker-listing.ts')).checkerListing()) : checkCommand();
  },
  history: async () => (await import('./commands/histories/history.ts')).historyCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  clean: async () => (await import('./commands/clean.ts')).cleanCommand(),
} satisfies Commands;
