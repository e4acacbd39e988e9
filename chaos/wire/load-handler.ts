import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A Lambda handler of any style. */
// biome-ignore lint/suspicious/noExplicitAny: a foreign handler takes and answers what it likes
export type Handler = (event: any, context: any, callback?: (error: unknown, answer?: unknown) => void) => unknown;

/**
 * Loads the function that a handler string such as `src/app.handler` names
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html).
 * @throws Error that names what was looked for
 */
export async function loadHandler(root: string, name: string): Promise<Handler> {
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1);
  const candidates = ['.js', '.mjs', '.cjs'].map((ending) => join(root, `${name.slice(0, dot)}${ending}`));
  const file = candidates.find((path) => existsSync(path));
  if (dot < 0 || file === undefined) {
    throw new Error(`The handler ${JSON.stringify(name)} was not found; expected one of ${candidates.join(', ')}.`);
  }
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const pick = (from: unknown) =>
    name
      .slice(dot + 1)
      .split('.')
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], from);
  const handler = pick(module) ?? pick(module.default);
  if (typeof handler !== 'function') throw new Error(`${file} exports no function ${name.slice(dot + 1)}.`);
  return handler as Handler;
}
