import type * as z from 'zod';
import { probeKinds } from './kinds.ts';
import type { Answer, ProbeContext, ProbeKind } from './probe.ts';
import type { ProbeProvider } from './probe-schema.ts';

/** What the probe finds now. @throws Error when it gets no answer */
export async function ask(provider: ProbeProvider, context: ProbeContext): Promise<Answer> {
  return kindOf(provider).ask(provider, context);
}

/** The kind of a probe. The schema pairs each type with the parameters of that kind. */
export function kindOf({ type }: ProbeProvider): ProbeKind<string, z.ZodRawShape> {
  return probeKinds.find((kind) => kind.type === type) as unknown as ProbeKind<string, z.ZodRawShape>;
}
