import { type Saga, sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * A saga begins once, its versions count up without gaps, it ends at most once, and its record as found after quiet
 * says what its log says. That it ends at all is liveness.
 */
export const oneOutcome: Checker = {
  name: 'one-outcome',
  claim: 'No saga has more than one outcome, and its record and its log agree on it.',
  complexity: 'O(n)',
  source: 'aws-semantics: saga atomicity (exactly one final state)',
  definite: false,
  looksFor: { words: ['begin', 'transition', 'end', 'state'], counted: ['sagas'] },
  check(history) {
    const { sagas } = sagasOf(history);
    const violations: Violation[] = [];
    let ended = 0;
    for (const saga of sagas.values()) {
      if (saga.ends.length > 0) ended += 1;
      for (const [what, events] of contradictionsOf(saga)) violations.push({ id: saga.id, what, events });
    }
    return resultOf(violations, { sagas: sagas.size, ended, open: sagas.size - ended });
  },
};

function* contradictionsOf(saga: Saga): Generator<[what: string, events: number[]]> {
  const ends = saga.ends.map((end) => end.index);
  if (saga.begins.length !== 1) {
    yield [`began ${saga.begins.length} times, expected once`, saga.begins.map((begin) => begin.index)];
  }
  if (ends.length > 1)
    yield [`ended ${ends.length} times: ${saga.ends.map((end) => end.value.label).join(', ')}`, ends];
  let version = 1;
  for (const transition of saga.transitions) {
    const next = transition.value.version;
    if (next !== version && next !== version + 1) {
      yield [`went from version ${version} to ${next}`, [transition.index]];
    }
    version = next;
  }
  const end = saga.ends.at(-1);
  for (const state of saga.states) {
    const { final, outcome, label } = state.value;
    if (final && end === undefined) yield [`its record says ${label}, its log does not`, [state.index]];
    else if (!final && end !== undefined)
      yield [`its log says ${end.value.label}, its record ${label}`, [...ends, state.index]];
    else if (outcome !== end?.value.outcome) {
      yield [`its log says ${end?.value.label ?? 'nothing'}, its record ${label}`, [...ends, state.index]];
    }
    if (saga.transitions.length > 0 && state.value.version !== version) {
      yield [`its log ends at version ${version}, its record is at ${state.value.version}`, [state.index]];
    }
  }
}
