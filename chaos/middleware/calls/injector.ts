import type { HttpRequest } from '@smithy/types';
import type { CallTry } from './call-try.ts';

/** What a service answers: at this depth bytes, which the SDK has yet to read. */
export type Answer = object;

/** Sends a request on: to the next injector, at last to the service. */
export type Send = (request: HttpRequest) => Promise<Answer>;

/**
 * Puts one kind of fault between the SDK and the service: it sends the request on, another one, or none, and answers or
 * throws in place of the service.
 */
export interface CallInjector {
  /** The fault that it injects. */
  readonly fault: string;
  inject(attempt: CallTry, send: Send): Promise<Answer>;
}
