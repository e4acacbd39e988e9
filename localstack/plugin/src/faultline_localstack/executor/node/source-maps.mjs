/**
 * Stacks as with `--enable-source-maps`, but each map is read when a stack that needs it is looked at: a map of a megabyte
 * bundle takes several times its size once it is parsed.
 */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const DIRECTIVE = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm;
const maps = new Map();

function readMap(file) {
  try {
    const [, url] = [...readFileSync(file, 'utf8').matchAll(DIRECTIVE)].at(-1) ?? [];
    if (url === undefined) return undefined;
    const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(url);
    if (inline === null) return new SourceMap(JSON.parse(readFileSync(resolve(dirname(file), decodeURI(url)), 'utf8')));
    const [, base64, data] = inline;
    return new SourceMap(JSON.parse(base64 ? Buffer.from(data, 'base64').toString() : decodeURIComponent(data)));
  } catch {
    // A stack is shown as it is where its map is missing or broken.
    return undefined;
  }
}

function mapOf(file) {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

/** The place in the source that a call site stands for, as in Node's own stacks, or undefined. */
function originOf(callSite) {
  const name = callSite.getFileName();
  if (typeof name !== 'string' || name.startsWith('node:') || callSite.isEval()) return undefined;
  const file = name.startsWith('file:') ? fileURLToPath(name) : name;
  const entry = mapOf(file)?.findEntry(callSite.getLineNumber() - 1, callSite.getColumnNumber() - 1);
  if (entry?.originalSource === undefined) return undefined;
  const source = /^[a-z]+:/.test(entry.originalSource)
    ? fileURLToPath(new URL(entry.originalSource))
    : fileURLToPath(new URL(encodeURI(entry.originalSource), pathToFileURL(file)));
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function lineOf(callSite) {
  const line = String(callSite);
  const origin = originOf(callSite);
  if (origin === undefined) return line;
  const named = /^(.*) \(.*\)$/s.exec(line);
  return named === null
    ? line.replace(/(async )?\S+$/, (_, early = '') => `${early}${origin}`)
    : `${named[1]} (${origin})`;
}

/** Maps the stacks of all errors from now on. */
export function mapStacks() {
  Error.prepareStackTrace = (error, callSites) => {
    let title;
    try {
      title = Error.prototype.toString.call(error);
    } catch {
      title = '<error>';
    }
    return [title, ...callSites.map((callSite) => `    at ${lineOf(callSite)}`)].join('\n');
  };
}
