import { writeFile } from 'node:fs/promises';
import type { Cloud } from '../../kernel/cloud.ts';

const path = '/_localstack/faultline/messages';

/**
 * Saves what became of every message since a time (epoch ms), as JSON lines, and tells how many lines there are. The lab's
 * own LocalStack knows it; AWS and other LocalStacks do not, and then nothing is written.
 * @throws Error when some of it is forgotten
 */
export async function saveMessages({ endpoint }: Cloud, file: string, startedAt: number): Promise<number> {
  if (endpoint === undefined) return 0;
  const answer = await fetch(`${endpoint}${path}?since=${startedAt}`);
  if (answer.status === 404) return 0;
  const text = await answer.text();
  if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${text.trim()}`);
  await writeFile(file, text);
  return text.split('\n').length - 1;
}
