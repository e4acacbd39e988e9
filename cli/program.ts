import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { exitCodeOf, explain } from './terminal/explain.ts';

/** Commands in the order of the help, each with what it takes to make it: a command must not wait for what others load. */
export type Commands = Readonly<Record<string, (asked: boolean) => Promise<Command>>>;

/** Runs the command that was asked for, and sets the exit code of the process. */
export async function runProgram(name: string, commands: Commands): Promise<void> {
  const program = new Command(name)
    .description(packageJson.description)
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('(see --help)')
    .addHelpText(
      'after',
      '\nExit codes: 0 pass, 1 fail, 2 inconclusive, 3 usage or environment error, 130 interrupted.',
    )
    .exitOverride();

  // Who reads no further, such as head, has seen enough; the command still comes to its end and cleans up.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

  const [, , word = ''] = process.argv;
  const asked = Object.hasOwn(commands, word) ? commands[word] : undefined;
  // Without a command of the program, the help and "Did you mean" need them all.
  for (const make of asked === undefined ? Object.values(commands) : [asked]) {
    const added = await make(asked !== undefined);
    program.addCommand(added);
    inherit(added, program);
  }

  try {
    await program.parseAsync();
  } catch (error) {
    // Commander has printed its own message and wants 1 for a bad option; here that is a usage error.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 3;
    else {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = exitCodeOf(error);
    }
  }
}

/** Settings of the program for a command and those below it: a usage error is 3 everywhere. */
function inherit(command: Command, from: Command): void {
  command.copyInheritedSettings(from);
  for (const each of command.commands) inherit(each, command);
}
