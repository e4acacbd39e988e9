import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { abortCommand } from './commands/abort.ts';
import { chaosCommand } from './commands/chaos.ts';
import { checkCommand } from './commands/check.ts';
import { cleanCommand } from './commands/clean.ts';
import { deployCommand } from './commands/deploy.ts';
import { destroyCommand } from './commands/destroy.ts';
import { doctorCommand } from './commands/doctor.ts';
import { downCommand } from './commands/down.ts';
import { experimentCommand } from './commands/experiment.ts';
import { gamedayCommand } from './commands/gameday.ts';
import { historyCommand } from './commands/history.ts';
import { logsCommand } from './commands/logs.ts';
import { redriveCommand } from './commands/redrive.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { statusCommand } from './commands/status.ts';
import { sweepCommand } from './commands/sweep.ts';
import { testCommand } from './commands/test.ts';
import { upCommand } from './commands/up.ts';
import { exitCodeOf, explain } from './explain.ts';

const lab = new Command('lab')
  .description(packageJson.description)
  .version(packageJson.version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'print this help')
  .helpCommand(false)
  .showHelpAfterError('(see --help)')
  .addHelpText('after', '\nExit codes: 0 pass, 1 fail, 2 inconclusive, 3 usage or environment error, 130 interrupted.')
  .exitOverride();

for (const command of [
  runCommand,
  gamedayCommand,
  sweepCommand,
  abortCommand,
  testCommand,
  upCommand,
  downCommand,
  statusCommand,
  deployCommand,
  destroyCommand,
  logsCommand,
  redriveCommand,
  chaosCommand,
  reportCommand,
  checkCommand,
  historyCommand,
  experimentCommand,
  doctorCommand,
  cleanCommand,
]) {
  const added = command();
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
