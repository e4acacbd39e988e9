/**
 * A client of the Lambda Runtime API over one kept-alive connection.
 * API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
// Not imported: an import reads every export, for which Node.js 24 loads undici, a tenth of a cold start.
const { Agent, request } = process.getBuiltinModule('node:http');

const BASE = '/2018-06-01/runtime';

export class RuntimeApi {
  #host;
  #port;
  #agent = new Agent({ keepAlive: true, maxSockets: 2 });

  /** @param {string} address `host:port` */
  constructor(address) {
    [this.#host, this.#port] = address.split(':');
  }

  #call(method, path, body, headers) {
    return new Promise((resolve, reject) => {
      const call = request(
        { host: this.#host, port: this.#port, method, path: `${BASE}${path}`, agent: this.#agent, headers },
        (answer) => {
          const chunks = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks).toString() }));
          answer.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  #post(path, content, errorType, type = 'application/json') {
    const body = Buffer.from(content);
    const headers = { 'content-type': type, 'content-length': body.length };
    if (errorType !== undefined) headers['lambda-runtime-function-error-type'] = encodeURIComponent(errorType);
    return this.#call('POST', path, body, headers);
  }

  /** Waits for an invocation: its headers (lower case) and its event as text. */
  next() {
    return this.#call('GET', '/invocation/next');
  }

  /** @param {string | Buffer} content */
  answer(requestId, content, type) {
    return this.#post(`/invocation/${requestId}/response`, content, undefined, type);
  }

  fail(requestId, error) {
    return this.#post(`/invocation/${requestId}/error`, JSON.stringify(error), error.errorType);
  }

  failInit(error) {
    return this.#post('/init/error', JSON.stringify(error), error.errorType);
  }
}
