import { readdir, readFile } from 'node:fs/promises';
import { sep } from 'node:path';
import { marker } from '../../localstack/host/processes.ts';

/** `sysconf(_SC_CLK_TCK)` on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/** Processor seconds that all processes of a checkout's lab have taken until now, by what they are. Of those that have ended the parents know. */
export async function processorSecondsOf(folder: string): Promise<Record<string, number>> {
  const seconds: Record<string, number> = { LocalStack: 0, DynamoDB: 0, environments: 0 };
  for (const pid of await readdir('/proc')) {
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    if (!/^\d+$/.test(pid) || !(await read('environ')).includes(`${marker}=${folder}${sep}`)) continue;
    const stat = await read('stat');
    // Fields 14 to 17 of proc(5): user, system, and those of children that were waited for.
    const [user = 0, system = 0, ...ofChildren] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15)
      .map(Number);
    const kind = kindOf(await read('cmdline'));
    seconds[kind] = (seconds[kind] ?? 0) + (user + system) / TICKS_A_SECOND;
    // What ends while orders are placed are environments.
    seconds.environments =
      (seconds.environments ?? 0) + ofChildren.reduce((sum, each) => sum + each, 0) / TICKS_A_SECOND;
  }
  return seconds;
}

function kindOf(command: string): string {
  if (command.includes('localstack.runtime.main')) return 'LocalStack';
  return /dynamodb/i.test(command) ? 'DynamoDB' : 'environments';
}
