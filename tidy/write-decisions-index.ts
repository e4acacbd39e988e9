import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decisionsIndex, indexOfDecisions } from './decisions.ts';
import { root } from './repository.ts';

/** Writes the list of decisions anew: `npm run -s decisions-index`. */
await writeFile(join(root, decisionsIndex), indexOfDecisions());
