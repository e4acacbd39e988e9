import fs from 'node:fs';

const STANDARD = new Set([1, 2]);

/**
 * `node:fs` of an execution environment: standard output and error are its log, and there is no file to be read, as in a function
 * that brought none.
 */
export function simulatedFiles(write: (text: string) => void, refuse: (what: string) => never) {
  const missing = (path: unknown, call: string) =>
    Object.assign(new Error(`ENOENT: no such file or directory, ${call} '${path}'`), {
      code: 'ENOENT',
      errno: -2,
      syscall: call,
      path,
    });
  const lacks = (call: string) => (path: unknown) => {
    throw missing(path, call);
  };
  const lacksLater =
    (call: string) =>
    (path: unknown, ...rest: unknown[]) => {
      const done = rest.at(-1);
      if (typeof done === 'function') process.nextTick(() => done(missing(path, call)));
    };
  const text = (chunk: unknown) => (typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString());
  const log = (descriptor: unknown, chunk: unknown): number => {
    if (!STANDARD.has(descriptor as number)) refuse('writing to a file');
    write(text(chunk));
    return text(chunk).length;
  };
  const known: Record<string, unknown> = {
    writeSync: log,
    writeFileSync: log,
    fsyncSync: () => undefined,
    existsSync: () => false,
    accessSync: lacks('access'),
    access: lacksLater('access'),
    readFileSync: lacks('open'),
    readFile: lacksLater('open'),
    statSync: (path: unknown, options?: { throwIfNoEntry?: boolean }) =>
      options?.throwIfNoEntry === false ? undefined : lacks('stat')(path),
    stat: lacksLater('stat'),
    lstatSync: lacks('lstat'),
    lstat: lacksLater('lstat'),
    readdirSync: lacks('scandir'),
    readdir: lacksLater('scandir'),
    realpathSync: lacks('lstat'),
  };
  const promised: Record<string, unknown> = {
    ...Object.fromEntries(
      [
        ['access', 'access'],
        ['readFile', 'open'],
        ['stat', 'stat'],
        ['lstat', 'lstat'],
        ['readdir', 'scandir'],
        ['realpath', 'lstat'],
      ].map(([name = '', call = '']) => [name, async (path: unknown) => lacks(call)(path)]),
    ),
    constants: fs.constants,
  };
  const refused = (real: object, modelled: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(real).map(([name, value]) => [
        name,
        name in modelled
          ? modelled[name]
          : typeof value === 'function' && !/^[A-Z]/.test(name)
            ? () => refuse(`${name} of node:fs`)
            : value,
      ]),
    );
  return { ...refused(fs, known), promises: refused(fs.promises, promised) };
}
