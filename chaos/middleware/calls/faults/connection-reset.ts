import { connectionReset } from '../../../faults/calls/connection-reset.ts';
import { strikeOf } from '../call-try.ts';
import { brokenConnection } from '../connection-errors.ts';
import type { CallInjector } from '../injector.ts';

export const connectionResetInjector: CallInjector = {
  fault: connectionReset.name,
  async inject(attempt, send) {
    const strike = strikeOf(connectionReset, attempt);
    if (strike === undefined) return send(attempt.request);
    strike.log();
    throw brokenConnection('write');
  },
};
