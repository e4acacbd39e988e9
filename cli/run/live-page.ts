import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { projectRoot } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';

/** The live page of a run, in a process of its own: drawing must not hold up the runner. */
export interface LivePage {
  readonly address: string;
  /** Ends it, once a page that looks has the last news. */
  close(): Promise<void>;
}

const addressLine = /^Live page: (\S+)$/m;

/** Serves the live page of the run in a folder. @throws UsageError where it cannot be served */
export async function openLivePage(runDir: string, pagePort: number): Promise<LivePage> {
  const command = [join(projectRoot, 'cli', 'main.ts'), 'watch', runDir, '--page-port', String(pagePort)];
  // Ctrl-C in the terminal is for the run; the page ends with it.
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  const address = await addressOf(child);
  return {
    address,
    async close() {
      process.removeListener('exit', killed);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function addressOf({ stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  return new Promise((resolve, reject) => {
    let [out, errors] = ['', ''];
    stdout.on('data', (chunk) => {
      out += chunk;
      const address = addressLine.exec(out)?.[1];
      if (address !== undefined) resolve(address);
    });
    stderr.on('data', (chunk) => {
      errors += chunk;
    });
    stderr.on('close', () => {
      const [message = 'it has ended', ...hint] = errors.trim().split('\n');
      reject(
        new UsageError(`there is no live page: ${message.replace(/^\S*lab:\S* /, '')}`, { hint: hint.join('\n') }),
      );
    });
  });
}
