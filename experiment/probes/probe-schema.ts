import * as z from 'zod';
import { durationSchema } from '../../kernel/duration.ts';
import type { Probe as DeclaredProbe } from '../../system/probe.ts';
import { probeKinds } from './kinds.ts';
import { nameSchema } from './name-schema.ts';
import { toleranceSchema } from './tolerance-schema.ts';

type Options<Kinds extends readonly { type: string; fields: z.ZodRawShape }[]> = {
  -readonly [Index in keyof Kinds]: z.ZodObject<
    { type: z.ZodLiteral<Kinds[Index]['type']> } & Kinds[Index]['fields'],
    z.core.$strict
  >;
};

const options = probeKinds.map(({ type, fields }) => z.strictObject({ type: z.literal(type), ...fields }));

/** What is asked, by kind of probe. */
const probeProviderSchema = z.discriminatedUnion('type', options as unknown as Options<typeof probeKinds>);

/** The fields of every probe. */
export const probeFields = {
  type: z.literal('probe'),
  name: nameSchema,
  provider: probeProviderSchema,
};

/** A probe with the answer that it must give. */
export const probeSchema = z.strictObject({
  ...probeFields,
  tolerance: toleranceSchema,
  'recovers-within': durationSchema
    .optional()
    .describe(
      'How long the tolerance may be unmet: the probe is asked each second until it is met. Default: asked once.',
    ),
});

/** Probes that a system declares of itself. @throws z.ZodError for one that no experiment file could have */
export function declaredProbes(probes: readonly DeclaredProbe[]): Probe[] {
  return z.array(probeSchema).parse(probes.map((probe) => ({ type: 'probe', ...probe })));
}

export type Probe = z.output<typeof probeSchema>;
export type ProbeProvider = z.output<typeof probeProviderSchema>;
