import * as z from 'zod';
import type { Ability } from '../ability.ts';

/** The cloud carries faults itself: of its request path, and of the environments under functions. */
export const faultApi: Ability = {
  name: 'faults of the cloud and of environments',
  what: 'has the API /_localstack/chaos/faults, by which its requests and execution environments are disturbed',
  async ask({ endpoint }) {
    const answer = await fetch(`${endpoint}/_localstack/chaos/faults`, { signal: AbortSignal.timeout(10_000) });
    return answer.ok && z.array(z.unknown()).safeParse(await answer.json()).success;
  },
};
