import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { exitCodeOf, explain } from './terminal/explain.ts';

const lab = new Command('lab')
  .description(packageJson.description)
  .version(packageJson.version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'print this help')
  .helpCommand(false)
  .showHelpAfterError('(see --help)')
  .addHelpText('after', '\nExit codes: 0 pass, 1 fail, 2 inconclusive, 3 usage or environment error, 130 interrupted.')
  .exitOverride();

/** Commands in the order of the help, each with what it takes to make it: a command must not wait for what others load. */
const commands: Readonly<Record<string, (asked: boolean) => Promise<Command>>> = {
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
};

// Who reads no further, such as head, has seen enough; the command still comes to its end and cleans up.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [, , word = ''] = process.argv;
const asked = Object.hasOwn(commands, word) ? commands[word] : undefined;
// Without a command of the lab, the help and "Did you mean" need them all.
for (const make of asked === undefined ? Object.values(commands) : [asked]) {
  const added = await make(asked !== undefined);
  lab.addCommand(added);
  inherit(added, lab);
}

/** Settings of the lab for a command and those below it: a usage error is 3 everywhere. */
function inherit(command: Command, from: Command): void {
  command.copyInheritedSettings(from);
  for (const each of command.commands) inherit(each, command);
}

try {
  await lab.parseAsync();
} catch (error) {
  // Commander has printed its own message and wants 1 for a bad option; here that is a usage error.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 3;
  else {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
