import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders with a handler that does nothing, for tests that synthesize without bundling. */
export function emptyBundles<Name extends string>(handlers: readonly Name[]): Record<Name, string> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bundles-'));
  const bundles = handlers.map((name) => {
    const bundle = join(folder, name);
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'index.cjs'), `exports.handler = async () => '${name}';\n`);
    return [name, bundle] as const;
  });
  return Object.fromEntries(bundles) as Record<Name, string>;
}
