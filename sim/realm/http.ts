import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { currentOwner, type HttpAnswer, type HttpOutcome } from './owner.ts';
import { timers } from './timers.ts';

/** A socket as those who tune one want it. */
class SimulatedSocket extends EventEmitter {
  readonly connecting = false;
  readonly destroyed = false;
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** An answer as `http.request` hands it over. */
class SimulatedResponse extends Readable {
  readonly statusCode: number;
  readonly statusMessage = '';
  readonly httpVersion = '1.1';
  readonly headers: Readonly<Record<string, string>>;
  readonly complete = true;

  constructor({ status, headers, body }: HttpAnswer) {
    super();
    this.statusCode = status;
    this.headers = headers;
    if (body.length > 0) this.push(typeof body === 'string' ? Buffer.from(body) : body);
    this.push(null);
  }

  override _read(): void {}
}

/** A request of `http.request` that goes to the simulated world. */
class SimulatedRequest extends Writable {
  readonly socket = new SimulatedSocket();
  readonly #chunks: Buffer[] = [];
  readonly #headers: Record<string, string> = {};
  readonly #options: RequestOptions;
  #giveUp: () => void = () => undefined;
  #timeout: ReturnType<typeof timers.setTimeout> | undefined;

  constructor(options: RequestOptions, onResponse: ((response: IncomingMessage) => void) | undefined) {
    super({ autoDestroy: false });
    this.#options = options;
    for (const [name, value] of Object.entries(options.headers ?? {})) this.setHeader(name, value as string);
    if (onResponse !== undefined) this.once('response', onResponse);
    process.nextTick(() => this.emit('socket', this.socket));
    if (options.timeout !== undefined) this.setTimeout(options.timeout);
  }

  setHeader(name: string, value: string | number | readonly string[]): this {
    this.#headers[name.toLowerCase()] = String(value);
    return this;
  }

  getHeader(name: string): string | undefined {
    return this.#headers[name.toLowerCase()];
  }

  removeHeader(name: string): void {
    delete this.#headers[name.toLowerCase()];
  }

  flushHeaders(): void {}

  setNoDelay(): this {
    return this;
  }

  setSocketKeepAlive(): this {
    return this;
  }

  setTimeout(ms: number, onTimeout?: () => void): this {
    if (onTimeout !== undefined) this.once('timeout', onTimeout);
    timers.clearTimeout(this.#timeout);
    if (ms > 0) this.#timeout = timers.setTimeout(() => this.emit('timeout'), ms);
    return this;
  }

  abort(): void {
    this.destroy();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    const { method = 'GET', path = '/', host, hostname, port } = this.#options;
    const name = hostname ?? host ?? 'localhost';
    const request = {
      ...{ method, path: path ?? '/', headers: this.#headers, body: Buffer.concat(this.#chunks) },
      host: port == null ? name : `${name}:${port}`,
    };
    const inContext = AsyncLocalStorage.snapshot();
    this.#giveUp = currentOwner().request(request, (outcome) => inContext(() => this.#end(outcome)));
    done();
  }

  #end(outcome: HttpOutcome): void {
    timers.clearTimeout(this.#timeout);
    if (this.destroyed) return;
    if ('broken' in outcome) {
      this.destroy(Object.assign(new Error(`read ${outcome.broken}`), { code: outcome.broken, syscall: 'read' }));
      return;
    }
    const response = new SimulatedResponse(outcome);
    response.once('end', () => process.nextTick(() => this.emit('close')));
    if (!this.emit('response', response)) response.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    timers.clearTimeout(this.#timeout);
    this.#giveUp();
    done(error);
  }
}

type OnResponse = (response: IncomingMessage) => void;

function optionsOf(url: string | URL): RequestOptions {
  const { hostname, port, pathname, search } = new URL(url);
  return { hostname, ...(port !== '' && { port }), path: `${pathname}${search}` };
}

function request(first: string | URL | RequestOptions, second?: RequestOptions | OnResponse, third?: OnResponse) {
  const given = typeof first === 'string' || first instanceof URL ? optionsOf(first) : first;
  const options = typeof second === 'object' ? { ...given, ...second } : given;
  return new SimulatedRequest(options, typeof second === 'function' ? second : third);
}

/** What goes in place of the functions of `node:http` and `node:https` that open connections. */
export const http = {
  request,
  get: (...given: Parameters<typeof request>) => {
    const made = request(...given);
    made.end();
    return made;
  },
};
