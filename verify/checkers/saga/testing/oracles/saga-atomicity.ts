import { type Oracle, ofSaga, sagaIds, timesOf } from '../small-saga-history.ts';

/** Committed: all steps of the plan, none undone. Compensated: each effect can have been undone after it was there. */
export const sagaAtomicityOracle: Oracle = (history) =>
  sagaIds(history).filter((id) => {
    const outcome = ofSaga(history, 'end', id).at(-1)?.value.outcome;
    const effects = ofSaga(history, 'effect', id);
    const done = effects.filter(({ value }) => value.action === 'commit');
    const undone = effects.filter(({ value }) => value.action === 'compensate');
    if (outcome === 'committed') {
      const planned = ofSaga(history, 'begin', id).flatMap(({ value }) => value.plan);
      return undone.length > 0 || !planned.every((step) => done.some(({ value }) => value.step === step));
    }
    if (outcome !== 'compensated') return false;
    return !done.every((commit) =>
      undone.some(
        (undo) =>
          undo.value.step === commit.value.step &&
          timesOf(commit).some((first) => timesOf(undo).some((second) => first <= second)),
      ),
    );
  });
