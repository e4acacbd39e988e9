import * as z from 'zod';

/** Tools whose files can be imported. */
export const tools = ['chaostoolkit', 'fis', 'failure-lambda'] as const;
export type Tool = (typeof tools)[number];

/** What only files of that tool have. */
const marks: Readonly<Record<Tool, z.ZodType>> = {
  chaostoolkit: z.looseObject({
    title: z.string(),
    method: z.array(z.looseObject({ provider: z.looseObject({ type: z.string() }) })),
    // An experiment of the lab must say these.
    seed: z.undefined().optional(),
    recovery: z.undefined().optional(),
  }),
  fis: z.union([
    z.looseObject({ actions: z.record(z.string(), z.looseObject({ actionId: z.string() })) }),
    z.looseObject({ experimentTemplate: z.looseObject({}) }),
  ]),
  'failure-lambda': z.union([
    z.looseObject({ isEnabled: z.boolean(), failureMode: z.string() }),
    z
      .record(z.string(), z.looseObject({ enabled: z.boolean() }))
      .refine((flags) => Object.keys(flags).length > 0, { error: 'expected a mode' }),
  ]),
};

/** The tool that a file is of, told by what is in it; nothing for anything else. */
export function toolOf(value: unknown): Tool | undefined {
  return tools.find((tool) => marks[tool].safeParse(value).success);
}
