import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { labCommand, labFolder } from '../kernel/project.ts';
import { UsageError } from '../kernel/usage-error.ts';
import { exclusively } from './host/exclusive.ts';
import { processesOf } from './host/processes.ts';
import { placesOf } from './places.ts';

/** The ports on which a lab of this clone runs now, or has processes left. */
export async function runningPorts(lab: string = labFolder): Promise<number[]> {
  const names = await readdir(join(lab, 'state')).catch(() => []);
  const ports = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const busy = await Promise.all(ports.map(async (port) => (await processesOf(placesOf(port, lab).state)).length > 0));
  return ports.filter((_, index) => busy[index]);
}

/**
 * Removes all that the lab has installed and kept, `.lab`; the next command installs again. Runs are kept: they are results.
 *
 * @returns what was removed
 * @throws UsageError while a lab of this clone runs
 */
export async function clean(lab: string = labFolder): Promise<string> {
  const ports = await runningPorts(lab);
  if (ports.length > 0)
    throw new UsageError(`a lab still runs on port ${ports.join(', ')}; nothing was removed`, {
      hint: ports.map((port) => `${labCommand} down --port ${port}`).join('\n'),
    });
  const remove = () => rm(lab, { recursive: true, force: true, maxRetries: 3 });
  await exclusively(join(lab, 'install.lock'), () => undefined, remove);
  return lab;
}
