import { crashAtCall } from '../../../faults/calls/crash-at-call.ts';
import { strikeOf } from '../call-try.ts';
import type { CallInjector } from '../injector.ts';

/** As long as Lambda lets a function run (https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html). */
const LONGEST_MS = 900_000;

export const crashAtCallInjector: CallInjector = {
  fault: crashAtCall.name,
  async inject(attempt, send) {
    const strike = strikeOf(crashAtCall, attempt);
    if (strike === undefined) return send(attempt.request);
    const { when, how, exitCode } = strike.effect;
    const answer = when === 'after' ? await send(attempt.request) : undefined;
    strike.log({ when });
    if (how === 'exit') process.exit(exitCode);
    standStill();
    return answer ?? send(attempt.request);
  },
};

/** Holds the only thread: a handler that looks after its deadline must not be able to save itself. */
function standStill(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, LONGEST_MS);
}
