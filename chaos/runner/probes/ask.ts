import type { z } from 'zod';
import type { ProbeProvider } from '../experiment/probes.ts';
import { probeKinds } from './kinds.ts';
import type { Answer, ProbeContext, ProbeKind } from './probe.ts';

/** What the probe finds now. @throws Error when it gets no answer */
export async function ask(provider: ProbeProvider, context: ProbeContext): Promise<Answer> {
  const kind = probeKinds.find(({ type }) => type === provider.type);
  // The schema pairs each type with the parameters of that kind.
  return (kind as unknown as ProbeKind<string, z.ZodRawShape>).ask(provider, context);
}
