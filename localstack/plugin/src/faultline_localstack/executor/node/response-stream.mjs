/**
 * Streaming handlers: `awslambda.streamifyResponse` and the stream that they write to. What they write leaves when they end, in one
 * piece.
 * Behaviour: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
import { Writable } from 'node:stream';

const IS_STREAMING = Symbol('streaming handler');
const PRELUDE_END = Buffer.alloc(8);

/** What a function writes; `whole` is that, once it has ended. */
class ResponseStream extends Writable {
  #chunks = [];
  #type = 'application/octet-stream';
  #finished = new Promise((resolve, reject) => this.once('finish', resolve).once('error', reject));

  setContentType(type) {
    this.#type = type;
  }

  get contentType() {
    return this.#type;
  }

  _write(chunk, encoding, done) {
    this.#chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, encoding));
    done();
  }

  async whole() {
    await this.#finished;
    return Buffer.concat(this.#chunks);
  }
}

/** Status and headers in front of the body, for function URLs. */
const HttpResponseStream = {
  from(stream, prelude) {
    stream.setContentType('application/vnd.awslambda.http-integration-response');
    stream.write(JSON.stringify(prelude));
    stream.write(PRELUDE_END);
    return stream;
  },
};

function streamifyResponse(handler) {
  handler[IS_STREAMING] = true;
  return handler;
}

export const awslambda = { streamifyResponse, HttpResponseStream };

export function isStreaming(handler) {
  return handler[IS_STREAMING] === true;
}

/** Runs a streaming handler; resolves with what it wrote once it has ended its stream. */
export async function runStreaming(handler, event, context) {
  const stream = new ResponseStream();
  const whole = stream.whole();
  // The handler's own failure is told, not that its stream then never ends.
  whole.catch(() => {});
  await handler(event, stream, context);
  return { body: await whole, contentType: stream.contentType };
}
