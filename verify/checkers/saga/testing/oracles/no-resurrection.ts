import { type Oracle, ofSaga, sagaIds, timesOf } from '../small-saga-history.ts';

/** After the first end no word of a later version of the record, and nothing that can only have happened later. */
export const noResurrectionOracle: Oracle = (history) =>
  sagaIds(history).filter((id) => {
    const end = ofSaga(history, 'end', id)[0];
    if (end === undefined) return false;
    const words = (['transition', 'end', 'state'] as const).flatMap((f) => [...ofSaga(history, f, id)]);
    const deeds = (['effect', 'money'] as const).flatMap((f) => [...ofSaga(history, f, id)]);
    return (
      words.some(({ value }) => value.version > end.value.version) ||
      deeds.some((deed) => timesOf(deed).every((time) => time > end.end))
    );
  });
