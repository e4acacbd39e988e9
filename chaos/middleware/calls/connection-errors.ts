import type { HttpRequest } from '@smithy/types';

// What Node and the SDK's request handler throw when a connection fails. The SDK's retry strategy knows them by code and name
// (https://github.com/smithy-lang/smithy-typescript/blob/main/packages/service-error-classification/src/constants.ts).

const BY = '(a Faultline rule)';

/** The other side closed a connection, before the request was written or while the answer was awaited. */
export function brokenConnection(syscall: 'read' | 'write'): Error {
  return Object.assign(new Error(`${syscall} ECONNRESET ${BY}`), { code: 'ECONNRESET', syscall });
}

/** Nobody listens at the address. */
export function refusedConnection({ hostname, port }: HttpRequest): Error {
  const message = `connect ECONNREFUSED ${hostname}${port === undefined ? '' : `:${port}`} ${BY}`;
  return Object.assign(new Error(message), { code: 'ECONNREFUSED', syscall: 'connect' });
}

/** The client waited for a connection as long as it is configured to. */
export function connectionTimedOut(ms: number): Error {
  return Object.assign(new Error(`the request socket did not establish a connection within ${ms} ms ${BY}`), {
    name: 'TimeoutError',
  });
}

/** The operating system gave up connecting, for a client that would have waited longer. */
export function connectingTimedOut({ hostname, port }: HttpRequest): Error {
  const message = `connect ETIMEDOUT ${hostname}${port === undefined ? '' : `:${port}`} ${BY}`;
  return Object.assign(new Error(message), { code: 'ETIMEDOUT', syscall: 'connect' });
}

/** The client waited for an answer as long as it is configured to. */
export function requestTimedOut(ms: number): Error {
  return Object.assign(new Error(`a request has exceeded the configured ${ms} ms requestTimeout ${BY}`), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });
}
