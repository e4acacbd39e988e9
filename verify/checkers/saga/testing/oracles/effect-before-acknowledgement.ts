import { type Oracle, ofSaga, sagaIds, timesOf } from '../small-saga-history.ts';

/** Every acknowledgement has an effect that may have taken place by then. */
export const effectBeforeAcknowledgementOracle: Oracle = (history) =>
  sagaIds(history).filter((id) =>
    ofSaga(history, 'transition', id).some((said) => {
      const { event, step } = said.value;
      if (event !== 'committed' && event !== 'compensated') return false;
      return !ofSaga(history, 'effect', id).some(
        (effect) =>
          effect.value.step === step &&
          (effect.value.action === 'commit') === (event === 'committed') &&
          timesOf(effect).some((time) => time <= said.end),
      );
    }),
  );
