import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTables } from './tables.ts';

/** Writes the tables of `README.md` anew: `npm run -s experiment-tables`. */
const readme = join(import.meta.dirname, 'README.md');
await writeFile(readme, withTables(await readFile(readme, 'utf8')));
