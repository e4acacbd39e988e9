import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EntryName, entryNames } from '../stacks/entries.ts';

/** Folders with a handler that does nothing, for tests that synthesize without bundling. */
export function emptyBundles(): Record<EntryName, string> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bundles-'));
  const bundles = entryNames.map((name) => {
    const bundle = join(folder, name);
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'index.mjs'), `export const handler = async () => '${name}';\n`);
    return [name, bundle];
  });
  return Object.fromEntries(bundles);
}
