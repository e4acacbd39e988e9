import { nemesis } from '../../history/event.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';

/** A test of what never worked has tested nothing: of every operation that clients began, one was `ok`. */
export const eachSucceeds: Checker = {
  name: 'each-succeeds',
  claim: 'Every kind of operation succeeded at least once.',
  complexity: 'O(n)',
  source: 'Jepsen: jepsen.checker/stats',
  definite: false,
  check(history) {
    const counts = { invoke: 0, ok: 0, fail: 0, info: 0 };
    const worked = new Map<string, boolean>();
    for (const { process, type, f } of history) {
      if (process === nemesis) continue;
      counts[type] += 1;
      if (type === 'ok' || type === 'invoke') worked.set(f, worked.get(f) === true || type === 'ok');
    }
    const never = [...worked].filter(([, isOk]) => !isOk);
    const violations = never.map(([id]) => ({ id, what: 'was never ok', events: [] }));
    return resultOf(violations, { ...counts, kinds: worked.size });
  },
};
