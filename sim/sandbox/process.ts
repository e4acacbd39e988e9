import { EventEmitter } from 'node:events';

/** The process of an execution environment, as its code sees it. */
export type SandboxProcess = NodeJS.Process;

export interface ProcessOptions {
  readonly variables: Readonly<Record<string, string>>;
  readonly write: (text: string) => void;
  /** The process ends, for what reason. */
  readonly exit: (how: string) => void;
}

/** Unwinds the code that has ended its process; nobody hears of it. */
export class Exited extends Error {
  override readonly name = 'Exited';
}

/** A stream that is a log. */
class LogStream extends EventEmitter {
  readonly writable = true;
  readonly isTTY = false;
  readonly #write: (text: string) => void;
  readonly fd: number;

  constructor(fd: number, write: (text: string) => void) {
    super();
    this.fd = fd;
    this.#write = write;
  }

  write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    this.#write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  }

  end(): this {
    return this;
  }
}

/** Makes a process that shares with the real one what is the same for all: versions, platform, `nextTick`. */
export function sandboxProcess({ variables, write, exit }: ProcessOptions): SandboxProcess {
  const leave = (how: string): never => {
    exit(how);
    throw new Exited(how);
  };
  const events = new EventEmitter();
  const own: Record<string, unknown> = {
    env: { ...variables },
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
    execArgv: [],
    execPath: '/var/lang/bin/node',
    pid: 8,
    ppid: 1,
    title: 'node',
    exitCode: undefined,
    stdout: new LogStream(1, write),
    stderr: new LogStream(2, write),
    cwd: () => '/var/task',
    exit: (code?: number) => leave(`exit ${code ?? 0}`),
    abort: () => leave('abort'),
    kill: (pid: number, signal = 'SIGTERM') => (pid === 8 ? leave(String(signal)) : true),
    emitWarning: (warning: unknown) => write(`${warning}\n`),
    // Whoever looks how much is left finds that there is nothing: what takes memory until it dies dies at once.
    memoryUsage: Object.assign(() => ({ ...USED }), { rss: () => TAKEN }),
    ...Object.fromEntries(
      [
        'on',
        'once',
        'off',
        'addListener',
        'removeListener',
        'removeAllListeners',
        'emit',
        'listeners',
        'listenerCount',
        'prependListener',
      ].map((name) => [
        name,
        (events as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.bind(events),
      ]),
    ),
  };
  const made = Object.create(process) as SandboxProcess;
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(made, name, { value, writable: true, configurable: true, enumerable: true });
  return made;
}

const TAKEN = 2 ** 40;
const USED = { rss: 2 ** 26, heapTotal: 2 ** 26, heapUsed: 2 ** 25, external: 2 ** 20, arrayBuffers: 2 ** 20 };
