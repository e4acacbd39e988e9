import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTable } from './table.ts';

/** Writes the table of `README.md` anew: `npm run -s sabotage-table`. */
const readme = join(import.meta.dirname, 'README.md');
await writeFile(readme, withTable(await readFile(readme, 'utf8')));
