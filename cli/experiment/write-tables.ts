import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../kernel/project.ts';
import { tableDocuments, withTable } from './tables.ts';

/** Writes the tables of experiments and sabotages in the documents anew: `npm run -s experiment-tables`. */
for (const document of await tableDocuments()) {
  await writeFile(join(projectRoot, document.path), withTable(document));
}
