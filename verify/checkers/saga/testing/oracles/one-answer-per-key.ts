import { all, type Oracle } from '../small-saga-history.ts';

/** No two accepting answers under a key differ in the body or in the saga. */
export const oneAnswerPerKeyOracle: Oracle = (history) => {
  const answers = all(history, 'request').filter(({ outcome }) => outcome === 'ok');
  const differing = answers.filter(({ key, value }) =>
    answers.some(
      (other) => other.key === key && (other.value.digest !== value.digest || other.value.saga !== value.saga),
    ),
  );
  return differing.map(({ key }) => key);
};
