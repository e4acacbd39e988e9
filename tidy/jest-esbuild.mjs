import { transformSync } from 'esbuild';

/** Jest's transformer for TypeScript: esbuild strips the types, `tsc` checks them elsewhere. */
function process(source, filename) {
  const options = { loader: 'ts', format: 'esm', target: 'node24', sourcemap: 'inline', sourcefile: filename };
  return { code: transformSync(source, options).code };
}

export default { process };
