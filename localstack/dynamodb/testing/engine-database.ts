import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Injection } from '../../../chaos/middleware/injection.ts';
import type { InForce } from '../rule.ts';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

/** What the plug-in's side answers to a question of the process. */
export type Reply = (question: Record<string, unknown>) => unknown;

/** The process as the plug-in sees it. */
export interface EngineDatabase {
  readonly url: string;
  readonly process: ChildProcess;
  /** All that fired until now, in order. */
  injections(): Promise<readonly Injection[]>;
  /** Questions that it has asked. */
  readonly questions: Record<string, unknown>[];
  /** Asks for something and returns when it is done. */
  request(message: object): Promise<void>;
  enforce(inForce: Partial<InForce>): Promise<void>;
}

/** Starts the process and returns when it is ready. */
export async function startDatabase(reply: Reply = () => null): Promise<EngineDatabase> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const { fd } = (listener as unknown as { _handle: { fd: number } })._handle;
  const child = spawn(process.execPath, [MAIN, '--descriptor', '3'], { stdio: ['pipe', 'pipe', 'inherit', fd] });
  listener.close();
  const done = new Map<number, () => void>();
  const ready = Promise.withResolvers<void>();
  const injections: Injection[] = [];
  const questions: Record<string, unknown>[] = [];
  const send = (message: object) => void child.stdin?.write(`${JSON.stringify(message)}\n`);
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    const { ask, ...message } = JSON.parse(line);
    if ('ready' in message) ready.resolve();
    else if ('done' in message) done.get(message.done)?.();
    else if ('injection' in message) injections.push(message.injection);
    else {
      questions.push(message);
      send({ to: ask, reply: reply(message) });
    }
  });
  await ready.promise;
  let requests = 0;
  const request = (message: object) => {
    requests += 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    done.set(requests, resolve);
    send({ request: requests, ...message });
    return promise;
  };
  return {
    ...{ process: child, questions, request },
    injections: async () => {
      await request({ do: 'settle' });
      return injections;
    },
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    enforce: (inForce) => request({ do: 'enforce', inForce: { rules: [], latencyMs: 0, disturbs: false, ...inForce } }),
  };
}
