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

function fileOf(callSite) {
  const name = callSite?.getFileName();
  if (typeof name !== 'string' || name.startsWith('node:') || callSite.isEval()) return undefined;
  return name.startsWith('file:') ? fileURLToPath(name) : name;
}

function entryAt(file, line, column) {
  return mapOf(file)?.findEntry(line - 1, column - 1);
}

function entryOf(callSite, file) {
  return entryAt(file, callSite.getLineNumber(), callSite.getColumnNumber());
}

/** The place in the source that a map's entry stands for, as in Node's own stacks. */
function placeOf({ originalSource, originalLine, originalColumn }, file) {
  const isAddress = /^[a-z]+:/.test(originalSource);
  const url = isAddress ? new URL(originalSource) : new URL(encodeURI(originalSource), pathToFileURL(file));
  return `${fileURLToPath(url)}:${originalLine + 1}:${originalColumn + 1}`;
}

/** The function's name: the map's where the function begins or is called, else what V8 knows. */
function nameOf(callSite, caller, file) {
  const begin = entryAt(file, callSite.getEnclosingLineNumber(), callSite.getEnclosingColumnNumber());
  if (begin?.name) return begin.name;
  const known = callSite.getFunctionName() ?? callSite.getMethodName();
  const type = callSite.getTypeName();
  const owned = `${type === null || type === 'global' ? '' : `${type}.`}${known ?? '<anonymous>'}`;
  return (fileOf(caller) === file && entryOf(caller, file)?.name) || owned;
}

function lineOf(callSite, caller) {
  const file = fileOf(callSite);
  const entry = file === undefined ? undefined : entryOf(callSite, file);
  if (entry?.originalSource === undefined) return String(callSite);
  const how = callSite.isAsync() ? 'async ' : callSite.isConstructor() ? 'new ' : '';
  return `${how}${nameOf(callSite, caller, file)} (${placeOf(entry, file)})`;
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
    return [title, ...callSites.map((callSite, at) => `    at ${lineOf(callSite, callSites[at + 1])}`)].join('\n');
  };
}
