import { compile } from 'json-p3';
import * as z from 'zod';

const scalar = z.union([z.number(), z.string(), z.boolean()]);
const range = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low <= high, { error: 'expected the lower end of the range first' });

/** Which part of an HTTP answer is looked at. Default: `status` for numbers and ranges, `body` for patterns and paths. */
const target = z.enum(['status', 'body']).optional();

const pattern = z.string().refine((text) => compiles(() => new RegExp(text)), {
  error: 'expected a regular expression',
});
const path = z.string().refine((text) => compiles(() => compile(text)), {
  error: 'expected a JSONPath such as $.items[*].sku (RFC 9535)',
});

/** What a probe's answer must be, in the forms of Chaos Toolkit (https://chaostoolkit.org/reference/api/experiment/#tolerance). */
export const toleranceSchema = z.union(
  [
    /** Exactly this. */
    scalar,
    /** Both ends included. */
    range,
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('range'), range, target }),
      /** Found anywhere in the text of the answer. */
      z.strictObject({ type: z.literal('regex'), pattern, target }),
      /** What the path finds is `expect`, or as many values as `count`; without both, at least one value. */
      z.strictObject({
        type: z.literal('jsonpath'),
        path,
        expect: z.union([scalar, z.array(scalar)]).optional(),
        count: z.number().int().min(0).optional(),
        target,
      }),
    ]),
  ],
  { error: 'expected a number, a text, a range such as [0, 5], or an object of type range, regex or jsonpath' },
);

export type Tolerance = z.output<typeof toleranceSchema>;

function compiles(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
