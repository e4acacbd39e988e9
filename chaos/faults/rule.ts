import * as z from 'zod';
import { type CataloguedFault, catalogue } from './catalogue.ts';
import type { Fault } from './fault.ts';
import { selectionFields } from './selection.ts';

type FieldsOf<F extends Fault> = {
  fault: z.ZodLiteral<F['name']>;
  target: F['target'];
  parameters: z.ZodPrefault<F['parameters']>;
} & typeof selectionFields;
type Options<Faults extends readonly Fault[], Shape> = {
  -readonly [Index in keyof Faults]: z.ZodObject<FieldsOf<Faults[Index]> & Shape, z.core.$strict>;
};

/** The schema of something that names a fault of the catalogue, its target and its parameters, together with fields of its own. */
export function faultSchema<Shape extends z.ZodRawShape>(fields: Shape) {
  const options = catalogue.map((fault: Fault) =>
    z.strictObject({
      fault: z.literal(fault.name),
      target: fault.target,
      parameters: fault.parameters.prefault({}),
      ...selectionFields,
      ...fields,
    }),
  );
  return z
    .discriminatedUnion('fault', options as unknown as Options<typeof catalogue, Shape>)
    .superRefine((rule, context) => {
      const { fault, target, parameters } = rule as { fault: string; target: unknown; parameters: unknown };
      const misfit = (catalogue as readonly Fault[]).find(({ name }) => name === fault)?.misfit?.(target, parameters);
      if (misfit === undefined) return;
      const { at, choices } = misfit;
      const message = `expected ${choices.join(' or ')}: nothing else can be hit there`;
      context.addIssue({ code: 'custom', path: [...at], message, params: { choices } });
    });
}

/** An active or coming fault, as it lies in the chaos table. */
export const ruleSchema = faultSchema({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'expected lower-case letters, digits, dots and dashes')
    .describe('Unique among all rules: lower case, digits, dots and dashes.'),
  seed: z.number().int(),
  startsAt: z
    .number()
    .int()
    .nonnegative()
    .describe('Epoch milliseconds. The rule acts in [startsAt, expiresAt), wherever its writer is by then.'),
  expiresAt: z.number().int().nonnegative(),
});

export type Rule = z.output<typeof ruleSchema>;
export type RuleOf<Name extends CataloguedFault['name']> = Extract<Rule, { fault: Name }>;
