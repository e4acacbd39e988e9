import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENT, faultsDocument } from './document.ts';

/** Writes `docs/faults.md` anew: `npm run -s faults-document`. */
await writeFile(join(import.meta.dirname, '../..', DOCUMENT), faultsDocument());
