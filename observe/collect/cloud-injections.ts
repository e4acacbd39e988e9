import { type Injection, injectionSchema } from '../../run/run-files.ts';

const path = '/_localstack/faultline/injections';

/** What LocalStack itself injected, and how many of its older lines it has forgotten. */
export interface CloudInjections {
  readonly injections: Injection[];
  readonly forgotten: number;
}

/**
 * Every injection on LocalStack's request path and under its functions from this time on (epoch ms), by time. A LocalStack
 * without the lab's plug-in injects nothing.
 * @throws Error if it answers with anything but the lines
 */
export async function readCloudInjections(
  endpoint: string,
  since: number,
  request: typeof fetch = fetch,
): Promise<CloudInjections> {
  const answer = await request(`${endpoint}${path}?since=${since}`);
  if (answer.status === 404) return { injections: [], forgotten: 0 };
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 200)}`);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return {
    injections: lines.map((line) => injectionSchema.parse(JSON.parse(line))).sort((a, b) => a.at - b.at),
    forgotten: Number(answer.headers.get('Faultline-Forgotten') ?? 0),
  };
}
