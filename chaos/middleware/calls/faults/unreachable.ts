import { unreachable } from '../../../faults/calls/unreachable.ts';
import { matchesGlob } from '../../../faults/glob.ts';
import { strikeOf } from '../call-try.ts';
import { connectingTimedOut, connectionTimedOut, refusedConnection } from '../connection-errors.ts';
import type { CallInjector } from '../injector.ts';
import { patienceOf } from '../sdk-client.ts';
import { waitUnder } from '../wait.ts';

export const unreachableInjector: CallInjector = {
  fault: unreachable.name,
  async inject(attempt, send) {
    const { request } = attempt;
    const strike = strikeOf(
      unreachable,
      attempt,
      ({ host }) => host === undefined || matchesGlob(host, request.hostname),
    );
    if (strike === undefined) return send(request);
    strike.log();
    const { rule, effect } = strike;
    if (effect.how === 'connection-refused') throw refusedConnection(request);
    const { connectionMs = Number.POSITIVE_INFINITY } = await patienceOf(attempt.client);
    const timedOut = await waitUnder(rule, Math.min(connectionMs, effect.connectTimeoutMs), attempt);
    // The partition is over, or the caller gave up: the request goes on, and its handler knows what to do.
    if (!timedOut) return send(request);
    throw connectionMs <= effect.connectTimeoutMs ? connectionTimedOut(connectionMs) : connectingTimedOut(request);
  },
};
