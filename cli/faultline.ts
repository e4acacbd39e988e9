#!/usr/bin/env node
import { runProgram } from './program.ts';
import { shared } from './shared-commands.ts';

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
  gameday: async () => (await import('./commands/foreign/gameday.ts')).foreignGamedayCommand(),
  sweep: async () => (await import('./commands/foreign/sweep.ts')).foreignSweepCommand(),
  redrive: async () => (await import('./commands/foreign/redrive.ts')).foreignRedriveCommand(),
  ...shared,
});
