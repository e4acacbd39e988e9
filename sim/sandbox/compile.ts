import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';

/** A bundle that can be evaluated again and again, each time with a state of its own. */
export type Evaluate = (scope: Scope) => void;

/** What a bundle finds in its process and nobody else's; all other globals are shared, and ask whose code runs. */
export interface Scope {
  readonly exports: object;
  readonly module: { exports: object };
  readonly require: (id: string) => unknown;
  readonly process: object;
  readonly console: object;
  readonly globalThis: object;
}

const PARAMETERS = ['exports', 'module', 'require', 'process', 'console', 'globalThis', 'global'] as const;

/** Compiles a file of CommonJS once; V8 keeps what it made of its functions for all who evaluate it. */
export function compile(file: string): Evaluate {
  const source = `(function (${PARAMETERS.join(', ')}) {${readFileSync(file, 'utf8')}\n})`;
  const made = new Script(source, { filename: file }).runInThisContext() as (...scope: unknown[]) => void;
  return ({ exports, module, require, process, console, globalThis: global }) => {
    made.call(exports, exports, module, require, process, console, global, global);
  };
}
