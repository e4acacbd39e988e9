import { all, type Oracle, ofSaga, sagaIds } from '../small-saga-history.ts';

/** Who has no end is open, which is known to last only when waiting is over. */
export const livenessOracle: Oracle = (history) => {
  const open = sagaIds(history).filter((id) => ofSaga(history, 'end', id).length === 0);
  return open.length > 0 && all(history, 'quiet').length === 0 ? 'unknown' : open;
};
