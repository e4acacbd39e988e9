import { open, rm } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { projectRoot } from '../../kernel/project.ts';

/** A program that is run for its exit code and for what it says. */
export interface LoggedTool {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The file that its output goes to; what was there before is gone. */
  readonly output: string;
  readonly signal: AbortSignal;
  /** Is called with each whole line, soon after it was written. */
  readonly onLine?: (line: string) => void;
}

const LOOKED_AT_EVERY_MS = 100;

/**
 * Runs a program in the project's folder until it has ended.
 * It writes into the file itself, which is only watched from here: through a pipe, what it says last would be lost with either process.
 * @returns whether it failed: by its exit code, by a signal, or as it could not be started
 */
export async function runLogged(tool: LoggedTool): Promise<boolean> {
  await rm(tool.output, { force: true });
  await using log = await open(tool.output, 'a+');
  // The types know it by a literal only.
  const descriptor = log.fd as 3;
  const running = execa(tool.command, tool.args, {
    cwd: projectRoot,
    env: tool.environment,
    preferLocal: true,
    stdio: ['ignore', descriptor, descriptor],
    reject: false,
    cancelSignal: tool.signal,
    forceKillAfterDelay: 10_000,
  });
  const ended = running.then(() => true);
  const read = linesOf(tool.onLine ?? (() => undefined));
  let position = 0;
  for (let isOver = false; !isOver; ) {
    isOver = await Promise.race([ended, setTimeout(LOOKED_AT_EVERY_MS, false)]);
    for (;;) {
      // The offset of the file itself is the program's.
      const { bytesRead, buffer } = await log.read({ position });
      if (bytesRead === 0) break;
      position += bytesRead;
      read(buffer.subarray(0, bytesRead));
    }
  }
  const { failed, exitCode, shortMessage } = await running;
  // What a program cannot say of itself.
  if (exitCode === undefined) await log.appendFile(`\n${shortMessage}\n`);
  return failed;
}

/** Makes lines of pieces that end anywhere, also within a character. */
function linesOf(onLine: (line: string) => void): (piece: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  return (piece) => {
    const lines = (begun + decoder.write(piece)).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
