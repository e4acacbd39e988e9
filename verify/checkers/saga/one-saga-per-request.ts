import { sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * An accepted request (idempotency key) has exactly one saga; a key that was refused for certain has none; no saga
 * exists that nobody asked for. A key whose outcome the client never learnt may have one saga or none.
 */
export const oneSagaPerRequest: Checker = {
  name: 'one-saga-per-request',
  claim: 'Every accepted request has exactly one saga, and no saga exists that nobody asked for.',
  complexity: 'O(n)',
  source: 'aws-semantics: exactly-once effect, outbox; IETF draft-ietf-httpapi-idempotency-key-header',
  definite: false,
  looksFor: { words: ['request', 'begin', 'state'], counted: ['requests', 'sagas'] },
  check(history) {
    const { sagas, attempts } = sagasOf(history);
    const violations: Violation[] = [];
    const requests = new Map<string, { sagas: Set<string>; refused: boolean; accepted: boolean; events: number[] }>();
    const requestOf = (key: string) => {
      const request = requests.get(key) ?? { sagas: new Set(), refused: false, accepted: false, events: [] };
      requests.set(key, request);
      return request;
    };
    const wanted = new Set<string>();
    const uncertain = new Set<string>();
    for (const attempt of attempts) {
      const request = requestOf(attempt.key);
      request.events.push(...attempt.events);
      if (attempt.outcome === 'fail') request.refused = true;
      if (attempt.outcome === 'info') uncertain.add(attempt.key);
      if (attempt.saga === undefined) {
        if (attempt.outcome === 'ok') {
          violations.push({ id: attempt.key, what: 'accepted without a saga', events: [...attempt.events] });
        }
        continue;
      }
      request.accepted = true;
      request.sagas.add(attempt.saga);
      wanted.add(attempt.saga);
    }
    const asked = new Set(requests.keys());
    for (const saga of sagas.values()) {
      const events = [...saga.begins, ...saga.states].map((found) => found.index);
      if (events.length === 0) continue;
      const keys = saga.begins.flatMap((begin) => begin.value.request ?? []);
      for (const key of keys) requestOf(key).sagas.add(saga.id);
      if (!keys.some((key) => asked.has(key)) && !wanted.has(saga.id)) {
        violations.push({ id: saga.id, what: 'a saga that nobody asked for', events });
      }
    }
    let accepted = 0;
    for (const [key, request] of requests) {
      if (request.accepted) accepted += 1;
      const real = [...request.sagas].filter((id) => (sagas.get(id)?.begins.length ?? 0) > 0);
      const events = [
        ...request.events,
        ...real.flatMap((id) => sagas.get(id)?.begins.map((begin) => begin.index) ?? []),
      ];
      for (const id of request.sagas) {
        if (!real.includes(id))
          violations.push({ id, what: `request ${key} was accepted, but its saga never began`, events });
      }
      if (real.length > 1) {
        for (const id of real)
          violations.push({ id, what: `request ${key} has ${real.length} sagas, expected 1`, events });
      }
      if (request.refused && !request.accepted && !uncertain.has(key)) {
        for (const id of real) violations.push({ id, what: `request ${key} was refused, yet its saga began`, events });
      }
    }
    return resultOf(violations, { requests: requests.size, accepted, sagas: sagas.size });
  },
};
