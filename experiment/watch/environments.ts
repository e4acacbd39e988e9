import * as z from 'zod';
import type { Cloud } from '../../kernel/cloud.ts';

/** How many execution environments of each function are alive; undefined where nobody can tell. */
export type EnvironmentsAlive = () => Promise<Record<string, number> | undefined>;

const path = '/_localstack/faultline/environments';
const answerSchema = z.object({ environments: z.array(z.looseObject({ function: z.string() })) });

/** Asks the lab's own Lambda executor. AWS has no such list, nor has a LocalStack that runs functions in containers. */
export function environmentsOf({ endpoint }: Cloud, request: typeof fetch = fetch): EnvironmentsAlive {
  return async () => {
    if (endpoint === undefined) return undefined;
    try {
      const answer = await request(`${endpoint}${path}`);
      const parsed = answer.ok ? answerSchema.safeParse(await answer.json()) : undefined;
      return parsed?.success ? countsOf(parsed.data.environments.map((one) => one.function)) : undefined;
    } catch {
      // Measuring must not end an experiment.
      return undefined;
    }
  };
}

function countsOf(functions: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of functions) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
