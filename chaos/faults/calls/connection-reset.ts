import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({});

/** A connection that breaks before the request has left: the call is not carried out, and the SDK tries again. */
export const connectionReset: Fault<'connection-reset', typeof callTarget, typeof parameters, object> = {
  name: 'connection-reset',
  place: 'call',
  summary: 'The connection breaks (ECONNRESET) before the AWS call is sent.',
  description: `A kept-alive connection turns out to be dead, as after a freeze of the execution environment. The SDK tries again at once. The
service has seen nothing, but the caller cannot tell this from a connection that broke after it, which is lost-acknowledgement.`,
  example: { target: { function: 'shop-shipping' }, percentage: 10, first: 1 },
  target: callTarget,
  parameters,
  decide: () => ({}),
};
