import { all, type Oracle, ofSaga, sagaIds } from '../small-saga-history.ts';

/** A dead letter was planted or its unit, a saga or where there is none a request, has ended; other queues are empty after quiet; what was not read is unknown. */
export const messageConservationOracle: Oracle = (history) => {
  const letters = all(history, 'dead-letter');
  const queues = all(history, 'queue');
  const quiet = all(history, 'quiet').at(-1)?.outcome === 'ok';
  const size = ({ value }: (typeof queues)[number]): number => value.visible + value.inFlight + value.delayed;
  const hasSagas = sagaIds(history).length > 0;
  const hasEnded = (unit: string): boolean =>
    hasSagas
      ? ofSaga(history, 'end', unit).length > 0
      : all(history, 'request').some(({ key, outcome }) => key === unit && outcome !== 'info');
  const lost = letters.filter(({ value }) => !value.planted && (value.saga === undefined || !hasEnded(value.saga)));
  const left = queues.filter((queue) => quiet && !queue.value.deadLetter && size(queue) > 0);
  const guilty = [...lost.map(({ key, value }) => value.saga ?? key), ...left.map(({ key }) => key)];
  if (guilty.length > 0) return guilty;
  const allRead = queues.every((queue) => {
    return !queue.value.deadLetter || size(queue) <= letters.filter(({ value }) => value.queue === queue.key).length;
  });
  return queues.length > 0 && quiet && allRead ? [] : 'unknown';
};
