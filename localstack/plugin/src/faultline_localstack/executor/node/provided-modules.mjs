/**
 * Lets `import` find what `require` finds by `NODE_PATH`: modules of layers and the SDK that the runtime brings, behind the
 * function's own.
 * Where they lie: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BARE = /^(@[^/]+\/)?[^./#][^:]*$/;

/** @param {string | undefined} nodePath folders that hold packages, separated by colons */
export function findProvidedModules(nodePath = '') {
  // Node looks for packages in `node_modules` beside the importing file.
  const parents = nodePath
    .split(':')
    .filter((folder) => folder.endsWith('/node_modules'))
    .map((folder) => pathToFileURL(join(folder, '..', 'importer.mjs')).href);
  if (parents.length === 0) return;
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !BARE.test(specifier)) throw error;
        for (const parentURL of parents) {
          try {
            return next(specifier, { ...context, parentURL });
          } catch (missing) {
            if (missing?.code !== 'ERR_MODULE_NOT_FOUND') throw missing;
          }
        }
        throw error;
      }
    },
  });
}
