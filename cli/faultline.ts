#!/usr/bin/env node
import { runProgram } from './program.ts';

// The `faultline` command of the package, in the repository of somebody's app.
const least = 24;
if (Number.parseInt(process.versions.node, 10) < least) {
  process.stderr.write(
    `faultline: this is Node ${process.versions.node}; the command needs Node ${least} or later, and functions run on the same one\n`,
  );
  process.exit(3);
}

await runProgram('faultline', {
  init: async () => (await import('./commands/foreign/init.ts')).initCommand(),
  run: async () => (await import('./commands/foreign/run.ts')).foreignRunCommand(),
  abort: async () => (await import('./commands/abort.ts')).abortCommand(),
  up: async () => (await import('./commands/up.ts')).upCommand(),
  down: async () => (await import('./commands/down.ts')).downCommand(),
  status: async () => (await import('./commands/status.ts')).statusCommand(),
  logs: async () => (await import('./commands/logs.ts')).logsCommand(),
  chaos: async () => (await import('./commands/chaos.ts')).chaosCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  check: async (asked) => {
    const { checkCommand } = await import('./commands/check.ts');
    return asked ? checkCommand((await import('./check/checker-listing.ts')).checkerListing()) : checkCommand();
  },
  history: async () => (await import('./commands/history.ts')).historyCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  clean: async () => (await import('./commands/clean.ts')).cleanCommand(),
});
