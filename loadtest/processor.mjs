// Artillery bundles a TypeScript processor to CommonJS, which an ESM package cannot load; an .mjs it imports as it is.
import { openRun, operate } from './virtual-user.ts';

export { openRun, operate };
