import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a whole process took: its start, its compilation and its collector's threads with it. */
export interface Usage {
  readonly wallSeconds: number;
  readonly processorSeconds: number;
  readonly mebibytes: number;
  readonly output: string;
}

/** Runs a command under GNU time, which asks the kernel when it has ended. */
export async function usageOf(command: string, words: readonly string[], env = process.env): Promise<Usage> {
  const options = { maxBuffer: 1 << 28, env };
  const { stdout, stderr } = await run('/usr/bin/time', ['-f', '%e %U %S %M', command, ...words], options);
  const numbers = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  const [wall = 0, user = 0, system = 0, kibibytes = 0] = numbers;
  return { wallSeconds: wall, processorSeconds: user + system, mebibytes: kibibytes / 1024, output: stdout };
}
