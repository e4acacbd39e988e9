import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { read, root } from '../repository.ts';
import { instrument } from './instrument.ts';
import { judgeFiles } from './judge.ts';

/** Which files of the project each file imports. */
export const importsOf = new Map<string, Set<string>>();

/**
 * From now on the files of the judge are loaded with their mutants, and tests get their words from the collector instead of
 * jest. Nothing on the disk is touched.
 */
export function loadMutated(noting: boolean): void {
  const mutated = new Set(judgeFiles());
  const words = new URL('./words.ts', import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      const importer = context.parentURL?.startsWith('file:') === true ? inProject(context.parentURL) : '';
      if (importer.startsWith('verify/') && /^(@jest\/globals|fast-check)$/.test(specifier)) {
        const counting = importer.endsWith('.test.ts') ? '' : '?counting';
        return { url: words + counting, shortCircuit: true };
      }
      const resolved = next(specifier, context);
      if (specifier.startsWith('.') && importer !== '') {
        const known = importsOf.get(importer) ?? new Set();
        importsOf.set(importer, known.add(inProject(resolved.url)));
      }
      return resolved;
    },
    load(url, context, next) {
      const file = url.startsWith('file:') ? inProject(url) : '';
      if (!mutated.has(file)) return next(url, context);
      return { format: 'module', source: instrument(file, read(file), noting).code, shortCircuit: true };
    },
  });
}

function inProject(url: string): string {
  return relative(root, fileURLToPath(url));
}
