import * as z from 'zod';
import { verdictSchema } from '../../verify/verdict/verdict-schema.ts';

/** Where the schema is kept, in the project. */
export const DOCUMENT = 'docs/verdict.schema.json';

/** The schema of `verdict.json` for readers in any language (JSON Schema 2020-12). Fields may be added: ignore unknown ones. */
export function verdictJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(verdictSchema, { io: 'input' });
  const $comment = 'Generated from verify/verdict/verdict-schema.ts by: npm run -s verdict-schema';
  return { $schema, $comment, title: 'Faultline verdict', ...rest };
}
