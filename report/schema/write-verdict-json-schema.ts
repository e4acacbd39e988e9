import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENT, verdictJsonSchema } from './verdict-json-schema.ts';

/** Writes `docs/verdict.schema.json` anew: `npm run -s verdict-schema`. */
const text = `${JSON.stringify(verdictJsonSchema(), undefined, 2)}\n`;
await writeFile(join(import.meta.dirname, '../..', DOCUMENT), text);
