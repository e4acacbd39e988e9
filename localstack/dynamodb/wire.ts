import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Takes requests and answers questions over two pipes, a line of JSON each. */
export interface Wire {
  /** Sends without an answer. What was said before is heard before. */
  say(message: object): void;
  ask<Reply>(question: object): Promise<Reply>;
}

type Line = { readonly request: number } & Record<string, unknown>;

/**
 * The plug-in's end is the process that started this one. It sends `{"request": 1, ...}`, which is answered by `{"done": 1}` once `serve` has
 * done it, with `result` if it has one; questions go there as `{"ask": 1, ...}` and come back as `{"reply": ..., "to": 1}`.
 * @param ended is called when the other end is gone
 */
export function openWire(
  input: Readable,
  output: Writable,
  serve: (request: Record<string, unknown>) => Promise<unknown>,
  ended: () => void,
): Wire {
  const questions = new Map<number, (reply: unknown) => void>();
  let asked = 0;
  const say = (message: object) => void output.write(`${JSON.stringify(message)}\n`);
  const hear = async (line: string) => {
    const { request, reply, to, ...rest } = JSON.parse(line) as Partial<Line> & { reply?: unknown; to?: number };
    if (to !== undefined) {
      questions.get(to)?.(reply);
      questions.delete(to);
      return;
    }
    const result = await serve(rest);
    say({ done: request, result });
  };
  createInterface({ input }).on('line', hear).on('close', ended);
  return {
    say,
    ask: <Reply>(question: object) => {
      asked += 1;
      say({ ask: asked, ...question });
      const { promise, resolve } = Promise.withResolvers<Reply>();
      questions.set(asked, resolve as (reply: unknown) => void);
      return promise;
    },
  };
}
