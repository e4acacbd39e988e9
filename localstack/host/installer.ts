import { execa } from 'execa';
import { labFolder } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { marker } from './processes.ts';

/** The value of the {@link marker} of whatever installs something: the installers of a command that was killed are found by it. */
export const installMark = `${labFolder}/install`;

/** What an installing program printed, and whether it failed. */
interface Outcome {
  readonly failed: boolean;
  readonly output: string;
  readonly summary: string;
}

/**
 * Runs a program that installs something.
 *
 * @param onLine receives each line that it prints
 * @throws UsageError with the end of its output if it fails; the signal's reason if it aborts
 */
export async function runInstaller(
  command: string,
  args: readonly string[],
  options: { readonly signal?: AbortSignal | undefined; readonly onLine?: (line: string) => void } = {},
): Promise<void> {
  const { failed, output, summary } = await tryInstaller(command, args, options);
  if (!failed) return;
  throw new UsageError(`the installation of LocalStack failed: ${summary}`, {
    hint: `${output.split('\n').slice(-12).join('\n')}\nRun the command again when the cause is gone; nothing half-installed is used.`,
  });
}

/** As {@link runInstaller}, for a program that may fail because there is another way. */
export async function tryInstaller(
  command: string,
  args: readonly string[],
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onLine?: (line: string) => void;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Outcome> {
  const { signal, onLine = () => undefined, environment } = options;
  const running = execa(command, args, {
    all: true,
    reject: false,
    stdin: 'ignore',
    ...(signal === undefined ? {} : { cancelSignal: signal }),
    // What the shell has set for another Python must not reach this one.
    env: {
      ...environment,
      [marker]: installMark,
      PYTHONPATH: undefined,
      PYTHONHOME: undefined,
      VIRTUAL_ENV: undefined,
      CONDA_PREFIX: undefined,
    },
  });
  for await (const line of running.iterable({ from: 'all' })) onLine(line);
  const { failed, all, shortMessage } = await running;
  signal?.throwIfAborted();
  return { failed, output: all ?? '', summary: shortMessage ?? '' };
}
