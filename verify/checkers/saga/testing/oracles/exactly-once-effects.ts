import { type Oracle, ofSaga, sagaIds } from '../small-saga-history.ts';

/** No two effects of a saga do the same to the same step, no two movements go in the same direction. */
export const exactlyOnceEffectsOracle: Oracle = (history) =>
  sagaIds(history).filter((id) => {
    const effects = ofSaga(history, 'effect', id);
    const money = ofSaga(history, 'money', id);
    return (
      effects.some((one) =>
        effects.some(
          (other) => one !== other && one.value.step === other.value.step && one.value.action === other.value.action,
        ),
      ) || money.some((one) => money.some((other) => one !== other && one.value.direction === other.value.direction))
    );
  });
