import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { lengthMs } from '../length.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({
  how: z
    .enum(['connect-timeout', 'connection-refused'])
    .default('connect-timeout')
    .describe('Nobody listens there (ECONNREFUSED, at once), or packets vanish and connecting times out.'),
  host: z.string().min(1).optional().describe('Pattern of the host: `dynamodb.us-west-2.*`. Default: every host.'),
  connectTimeoutMs: lengthMs
    .min(1)
    .default(127_000)
    .describe(
      'Milliseconds after which connecting fails in clients without a `connectionTimeout`. Default: that of Linux.',
    ),
});

export interface UnreachableEffect {
  readonly how: 'connect-timeout' | 'connection-refused';
  readonly connectTimeoutMs: number;
}

/**
 * A network partition between a function and a service, for as long as the rule acts. An open connection is cut too:
 * every try of a call has to connect and fails to. 127 s is what Linux takes with its six repetitions of a SYN
 * (`tcp_syn_retries`, https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html).
 */
export const unreachable: Fault<'unreachable', typeof callTarget, typeof parameters, UnreachableEffect> = {
  name: 'unreachable',
  place: 'call',
  summary: 'The function cannot connect to the service or host: connecting is refused or times out.',
  description: `A partition, a wrong security group or a dead endpoint. \`connect-timeout\` waits for the client's own \`connectionTimeout\` where it
has one; by default the SDK has none, and the function hangs until its deadline. The wait ends with the rule, and the call then goes through.
Aim it at a service, a host or everything that a function calls.`,
  example: {
    target: { function: 'shop-saga', service: 'sqs' },
    parameters: { how: 'connection-refused' },
  },
  target: callTarget,
  parameters,
  decide: ({ parameters: { how, connectTimeoutMs } }) => ({ how, connectTimeoutMs }),
};
