import { sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * A final state absorbs: no later version of the record, and no effect or money that began after it. An effect that
 * was under way at the end is not accused.
 */
export const noResurrection: Checker = {
  name: 'no-resurrection',
  claim: 'Nothing happens to a saga, or for it, after it has ended.',
  complexity: 'O(n)',
  source: 'aws-semantics: no resurrection',
  definite: true,
  looksFor: { words: ['end', 'transition', 'effect', 'money'], counted: ['sagas'] },
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    let ended = 0;
    for (const saga of sagas.values()) {
      const end = saga.ends[0];
      if (end === undefined) continue;
      ended += 1;
      const after = `after it had ended as ${end.value.label}`;
      const accuse = (what: string, events: readonly number[]): void => {
        violations.push({ id: saga.id, what: `${what} ${after}`, events: [end.index, ...events] });
      };
      for (const transition of saga.transitions) {
        if (transition.value.version > end.value.version) {
          accuse(`went on to version ${transition.value.version} (${transition.value.event})`, [transition.index]);
        }
      }
      for (const { value, index } of [...saga.ends, ...saga.states]) {
        if (value.version > end.value.version) accuse(`is at version ${value.version} (${value.label})`, [index]);
      }
      for (const effect of saga.effects) {
        if (effect.start > end.time) accuse(`${effect.action} of ${effect.step}`, effect.events);
      }
      for (const money of saga.money) {
        if (money.start > end.time) accuse(`${money.direction} of ${money.amount}`, money.events);
      }
    }
    return resultOf(violations, { sagas: sagas.size, ended });
  },
};
