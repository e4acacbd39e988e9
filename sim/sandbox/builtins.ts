import { createRequire, isBuiltin } from 'node:module';
import { simulatedFiles } from './files.ts';
import type { SandboxProcess } from './process.ts';

const realRequire = createRequire(import.meta.url);

/** Modules whose every use would leave the simulated world. */
const OUTSIDE = new Set([
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'dns/promises',
  'http2',
  'inspector',
  'net',
  'repl',
  'tls',
  'worker_threads',
]);

export interface BuiltinsOptions {
  readonly process: SandboxProcess;
  readonly console: object;
  readonly write: (text: string) => void;
  /** Hears of what is not modelled; throws. */
  readonly refuse: (what: string) => never;
}

/** `require` as a bundle has it: Node's modules, with those in their place that belong to one process or lead out of it. */
export function builtinsFor({ process, console, write, refuse }: BuiltinsOptions): (id: string) => unknown {
  const files = simulatedFiles(write, refuse);
  const own = new Map<string, unknown>([
    ['process', process],
    ['fs', files],
    ['fs/promises', files.promises],
    ['console', { ...realRequire('node:console'), ...console, Console: realRequire('node:console').Console }],
    ['module', { ...realRequire('node:module'), createRequire: () => find }],
  ]);
  function find(id: string): unknown {
    const name = id.replace(/^node:/, '');
    const known = own.get(name);
    if (known !== undefined) return known;
    if (!isBuiltin(id)) {
      throw Object.assign(new Error(`Cannot find module '${id}'`), { code: 'MODULE_NOT_FOUND' });
    }
    if (!OUTSIDE.has(name)) return realRequire(id);
    const guarded = guard(name, realRequire(id), refuse);
    own.set(name, guarded);
    return guarded;
  }
  return find;
}

/** A module that can be loaded, though none of its functions can be called. */
function guard(name: string, real: Record<string, unknown>, refuse: (what: string) => never): object {
  const guarded: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(real)) {
    const refused = () => refuse(`${member} of node:${name}`);
    guarded[member] = typeof value === 'function' ? new Proxy(value, { apply: refused, construct: refused }) : value;
  }
  return guarded;
}
