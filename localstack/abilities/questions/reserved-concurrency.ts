import { InvokeCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { Ability } from '../ability.ts';

const waitMs = 1_000;

/** Of several calls at once a function takes as many as are reserved for it. */
export const reservedConcurrency: Ability = {
  name: 'reserved concurrency',
  what: 'throttles a function that has more calls than its reserved concurrency',
  async ask({ lambda, outputs: { Starved: FunctionName } }) {
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
    const call = () => lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ waitMs }) }));
    const ends = await Promise.allSettled([call(), call(), call()]);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.name] : []));
    return refused.length === 2 && refused.every((name) => name === 'TooManyRequestsException');
  },
};
