import { type Oracle, ofSaga, sagaIds } from '../small-saga-history.ts';

/** One beginning, versions from 1 that grow without gaps, at most one end, and records that say the same. */
export const oneOutcomeOracle: Oracle = (history) =>
  sagaIds(history).filter((id) => {
    const versions = [1, ...ofSaga(history, 'transition', id).map(({ value }) => value.version)];
    const inOrder = versions.every((version, n) => versions.slice(n).every((later) => later >= version));
    const last = Math.max(...versions);
    const gapless = Array.from({ length: last }, (_, n) => n + 1).every((version) => versions.includes(version));
    const ends = ofSaga(history, 'end', id);
    const agree = ofSaga(history, 'state', id).every(({ value }) => {
      const same = value.final === ends.length > 0 && value.outcome === ends[0]?.value.outcome;
      return same && (versions.length === 1 || value.version === last);
    });
    return !(ofSaga(history, 'begin', id).length === 1 && inOrder && gapless && ends.length <= 1 && agree);
  });
