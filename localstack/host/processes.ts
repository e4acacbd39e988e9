import { readdir, readFile } from 'node:fs/promises';
import { platform } from 'node:process';
import { waitUntil } from '../../kernel/wait-until.ts';

/** Every process that a lab starts inherits this variable; its value is the lab's state folder. */
export const marker = 'FAULTLINE_LAB';

/**
 * When a process started, in the words of the operating system: together with its id this names a process for ever, while ids
 * alone are used again.
 *
 * @returns undefined if there is no such process
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    if (stat === undefined) return undefined;
    // The second field is the command in parentheses and may hold anything; the fields after it are plain (man 5 proc).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  }
  // Elsewhere nobody needs it, and some who ask here are in a hurry.
  const { execa } = await import('execa');
  const { stdout, failed } = await execa('ps', ['-o', 'lstart=', '-p', String(pid)], { reject: false });
  return failed || stdout.trim() === '' ? undefined : stdout.trim();
}

/** The processes that were started with this marker, directly or by one another, whoever is their parent now. */
export async function processesOf(state: string): Promise<number[]> {
  return (platform === 'linux' ? await fromProc(state) : await fromPs(state)).filter((pid) => pid !== process.pid);
}

/**
 * Ends all processes of a lab, at once: it keeps nothing, so that there is nothing for them to put in order.
 *
 * @returns the processes that were there
 * @throws Error if some outlive even that
 */
export async function endProcessesOf(state: string): Promise<number[]> {
  const found = await processesOf(state);
  const ended = await waitUntil(
    async () => {
      const left = await processesOf(state);
      for (const pid of left) kill(pid);
      return left.length === 0 ? true : undefined;
    },
    { deadlineMs: 10_000 },
  );
  if (ended === undefined) throw new Error(`processes ${await processesOf(state)} did not end after SIGKILL`);
  return found;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    const hasEnded = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
    if (!hasEnded) throw error;
  }
}

async function fromProc(state: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const ours = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.split('\0').includes(`${marker}=${state}`) && (await startOf(Number(pid))) !== undefined;
    }),
  );
  return pids.filter((_, index) => ours[index]).map(Number);
}

async function fromPs(state: string): Promise<number[]> {
  const { execa } = await import('execa');
  const { stdout } = await execa('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], { reject: false });
  return stdout
    .split('\n')
    .filter((line) => `${line} `.includes(` ${marker}=${state} `))
    .map((line) => Number.parseInt(line, 10));
}
