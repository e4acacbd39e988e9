import { Console } from 'node:console';
import { builtinsFor } from './builtins.ts';
import type { Evaluate } from './compile.ts';
import { type ProcessOptions, sandboxProcess } from './process.ts';

export interface SandboxOptions extends ProcessOptions {
  readonly evaluate: Evaluate;
  /** Such as `index.handler`. */
  readonly handler: string;
  readonly refuse: (what: string) => never;
}

/** What Lambda calls. */
export type Handler = (event: unknown, context: object) => unknown;

/**
 * Evaluates the code of a function in a process of its own, and finds its handler.
 * @throws what the code throws, or Lambda's own error where there is no handler
 */
export function loadHandler({ evaluate, handler, variables, write, exit, refuse }: SandboxOptions): Handler {
  const process = sandboxProcess({ variables, write, exit });
  const console = new Console({ stdout: process.stdout, stderr: process.stderr });
  const globals = Object.create(globalThis, {
    process: { value: process, writable: true, configurable: true },
    console: { value: console, writable: true, configurable: true },
  });
  globals.globalThis = globals;
  globals.global = globals;
  const module = { exports: {} };
  const require = builtinsFor({ process, console, write, refuse });
  evaluate({ module, exports: module.exports, require, process, console, globalThis: globals });
  const path = handler.slice(handler.indexOf('.') + 1).split('.');
  const found = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    module.exports,
  );
  if (typeof found === 'function') return found as Handler;
  throw Object.assign(new Error(`${handler} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
}
