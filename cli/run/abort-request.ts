import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labFolder } from '../../kernel/project.ts';

/** The file in which a run at an endpoint tells of itself, and the one by which it is asked to abort. */
export function filesOf(endpoint: string): { readonly job: string; readonly request: string } {
  const name = join(labFolder, 'state', `${new URL(endpoint).port || '443'}.run`);
  return { job: `${name}.json`, request: `${name}.abort` };
}

/**
 * Asks the run at an endpoint, if there is one, to abort its experiment. It sees that within a tenth of a second. This file
 * loads next to nothing: aborting must be quick.
 */
export async function requestAbort(endpoint: string): Promise<void> {
  const { job, request } = filesOf(endpoint);
  if (existsSync(job)) await writeFile(request, `${Date.now()}\n`);
}
