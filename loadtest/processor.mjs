// Artillery bundles a TypeScript processor to CommonJS, which an ESM package cannot load; an .mjs it imports as it is.
import { openShop, order } from './virtual-user.ts';

export { openShop, order };
