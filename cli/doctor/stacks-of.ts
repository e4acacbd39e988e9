import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { openSource } from '../../foreign/source/open-source.ts';
import { readAssembly, readTemplate, type SynthesizedStack } from '../../localstack/support/assembly.ts';

/**
 * The stacks of an app. A template is read as it is: without its code, and whatever its parameters wait for.
 * @param app its folder, the command that synthesizes it, a cloud assembly, or a template
 * @throws UsageError if it is none of them, or does not synthesize
 */
export async function stacksOf(app: string): Promise<readonly SynthesizedStack[]> {
  if (statSync(app, { throwIfNoEntry: false })?.isFile()) return [{ name: basename(app), template: readTemplate(app) }];
  const { folder, remove } = await openSource(process.cwd(), app, false);
  try {
    return readAssembly(folder);
  } finally {
    remove();
  }
}
