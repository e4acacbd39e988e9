import leven from 'leven';
import * as z from 'zod';
import { experimentFields } from './fields.ts';

/** `; did you mean "percentage"?` for a word that is nearly one of the candidates, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  // Two edits are one transposition.
  const most = Math.max(word.length > 4 ? 2 : 1, Math.floor(word.length / 3));
  const near = candidates
    .map((known) => ({ known, edits: leven(known, word) }))
    .filter(({ known, edits }) => known !== word && edits <= most)
    .sort((a, b) => a.edits - b.edits)[0];
  return near === undefined ? '' : `; did you mean "${near.known}"?`;
}

/** Every field name and fixed value that a schema knows. @param schema that of experiments by default */
export function vocabulary(schema: z.ZodType = experimentFields): string[] {
  const words = new Set<string>();
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, nested] of Object.entries(value)) {
      if (key === 'properties') for (const field of Object.keys(nested)) words.add(field);
      if (key === 'const' && typeof nested === 'string') words.add(nested);
      if (key === 'enum' && Array.isArray(nested)) for (const choice of nested) words.add(String(choice));
      visit(nested);
    }
  };
  visit(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return [...words];
}
