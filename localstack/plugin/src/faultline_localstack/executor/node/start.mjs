/**
 * The first module of a Node.js environment: sets up what must be there before any other module loads.
 *
 * The compile cache holds what V8 made of the function's code in an earlier environment of the same package; Node.js keys it by
 * path and checks it against the source.
 */
import { enableCompileCache } from 'node:module';

import { findProvidedModules } from './provided-modules.mjs';
import { mapStacks } from './source-maps.mjs';

const { FAULTLINE_COMPILE_CACHE: cache, FAULTLINE_NODE_OPTIONS: options } = process.env;
delete process.env.FAULTLINE_COMPILE_CACHE;
delete process.env.FAULTLINE_NODE_OPTIONS;
if (cache !== undefined) enableCompileCache(cache);
if (options !== undefined) {
  process.env.NODE_OPTIONS = options;
  mapStacks();
}
findProvidedModules(process.env.NODE_PATH);
await import('./runtime-client.mjs');
