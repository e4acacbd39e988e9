import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

type Call = (...given: unknown[]) => unknown;
type Folder = Record<string, Call>;

/** What makes or grows a file, and which of its arguments is the file's path. `open` does only with flags to write. */
const writers = [
  { name: 'open', path: 0 },
  { name: 'writeFile', path: 0 },
  { name: 'appendFile', path: 0 },
  { name: 'truncate', path: 0 },
  { name: 'mkdir', path: 0 },
  { name: 'mkdtemp', path: 0 },
  { name: 'copyFile', path: 1 },
  { name: 'cp', path: 1 },
  { name: 'link', path: 1 },
  { name: 'symlink', path: 1 },
] as const;

/**
 * Has `node:fs` answer ENOSPC to whatever would write below a folder, in all its three styles, and returns what ends that.
 * Files that are open already can be written on.
 */
export function refuseWrites(folder: string): () => void {
  const below = resolve(folder);
  const undo = writers.flatMap(({ name, path }) => {
    const refusal = (given: unknown[]) => {
      const file = pathOf(given[path]);
      const hit = file !== undefined && (file === below || file.startsWith(below + sep));
      return hit && (name !== 'open' || isToWrite(given[1])) ? noSpace(name, file) : undefined;
    };
    return [
      replace(fs as unknown as Folder, `${name}Sync`, refusal, (error) => {
        throw error;
      }),
      replace(fs.promises as unknown as Folder, name, refusal, (error) => Promise.reject(error)),
      replace(fs as unknown as Folder, name, refusal, (error, given) => {
        const done = given.at(-1);
        if (typeof done === 'function') process.nextTick(done as Call, error);
      }),
    ];
  });
  syncBuiltinESMExports();
  return () => {
    for (const restore of undo) restore();
    syncBuiltinESMExports();
  };
}

function replace(
  place: Folder,
  name: string,
  refusalOf: (given: unknown[]) => Error | undefined,
  refuse: (error: Error, given: unknown[]) => unknown,
): () => void {
  const original = place[name];
  if (original === undefined) return () => undefined;
  const replacement = function (this: unknown, ...given: unknown[]) {
    const error = refusalOf(given);
    return error === undefined ? original.apply(this, given) : refuse(error, given);
  };
  place[name] = replacement;
  return () => {
    // Somebody else may have put a wrapper of their own around it meanwhile.
    if (place[name] === replacement) place[name] = original;
  };
}

function pathOf(given: unknown): string | undefined {
  if (given instanceof URL) return given.protocol === 'file:' ? fileURLToPath(given) : undefined;
  if (typeof given === 'string' || Buffer.isBuffer(given)) return resolve(given.toString());
  return undefined;
}

function isToWrite(flags: unknown): boolean {
  if (typeof flags === 'number') {
    return (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) !== 0;
  }
  return typeof flags === 'string' && /[wa+]/.test(flags);
}

function noSpace(syscall: string, path: string): Error {
  const error = new Error(`ENOSPC: no space left on device, ${syscall} '${path}'`);
  return Object.assign(error, { code: 'ENOSPC', errno: -28, syscall, path });
}
