import type { Call } from '../calls/call.ts';
import type { Model } from '../calls/model.ts';

/**
 * The definition of linearizability, read aloud: try every order of the calls that respects real time, with and without
 * each call that never returned. For small histories only: the oracle of the search.
 */
export function isLinearizable<State>(calls: readonly Call[], model: Model<State>): boolean {
  const tryFrom = (state: State, left: readonly Call[]): boolean => {
    if (left.every((call) => !call.returned)) return true;
    const firstReturn = Math.min(...left.map((call) => call.return));
    return left.some((call) => {
      if (call.call > firstReturn) return false;
      const after = model.step(state, call);
      return (
        after !== undefined &&
        tryFrom(
          after,
          left.filter((other) => other !== call),
        )
      );
    });
  };
  return tryFrom(model.initial, calls);
}
