import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { beyondFaults } from './intercept.ts';
import type { Handler } from './load-handler.ts';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * Puts a handler that knows nothing of chaos under it. One that streams its answer is left as it is, since middleware cannot
 * stand around it: faults of its AWS calls act, faults of the function do not.
 */
export function underChaos(handler: Handler, chaos: MiddlewareObj<unknown, unknown>): Handler {
  if (STREAMING in handler) return handler;
  const { before, after, onError } = chaos;
  const quietly = (hook: typeof before) =>
    hook && ((request: Parameters<typeof hook>[0]) => beyondFaults(() => hook(request)));
  // It is Lambda that ends what runs too long, and not middy a moment before.
  const wrapped = middy({ timeoutEarlyInMillis: 0 })
    .use({ before: quietly(before), after: quietly(after), onError: quietly(onError) } as MiddlewareObj)
    .handler((event: unknown, context: Context) => answerOf(handler, event, context));
  return (event, context) => wrapped(event, context);
}

/** Calls a handler that answers by a promise, a value, or the callback of older runtimes. */
function answerOf(handler: Handler, event: unknown, context: Context): Promise<unknown> {
  if (handler.length < 3) return Promise.resolve(handler(event, context));
  return new Promise((resolve, reject) => {
    const answered = handler(event, context, (error, answer) => (error ? reject(error) : resolve(answer)));
    if (answered instanceof Promise) answered.then(resolve, reject);
  });
}
