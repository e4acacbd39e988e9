import { all, type Oracle, ofSaga, sagaIds } from '../small-saga-history.ts';

/** Key by key and saga by saga, who belongs to whom: by an answer that named it, or by its own word at its beginning. */
export const oneSagaPerRequestOracle: Oracle = (history) => {
  const attempts = all(history, 'request');
  const begins = all(history, 'begin');
  const begun = (id: string): boolean => ofSaga(history, 'begin', id).length > 0;
  const answered = (key: string, id: string): boolean =>
    attempts.some((each) => each.key === key && each.outcome === 'ok' && each.value.saga === id);
  const belongs = (key: string, id: string): boolean =>
    begun(id) && (answered(key, id) || begins.some((each) => each.key === id && each.value.request === key));
  const asked = [...new Set(attempts.map(({ key }) => key))];
  const keys = [...new Set([...asked, ...begins.flatMap(({ value }) => value.request ?? [])])];
  const ids = [...new Set([...sagaIds(history), ...attempts.map(({ value }) => value.saga)])];
  return ids.filter((id) => {
    const exists = begun(id) || ofSaga(history, 'state', id).length > 0;
    const lost = !begun(id) && keys.some((key) => answered(key, id));
    const unasked = exists && !asked.some((key) => belongs(key, id) || answered(key, id));
    const oneOfMany = keys.some((key) => belongs(key, id) && ids.some((other) => other !== id && belongs(key, other)));
    const refused = asked.some((key) => {
      return belongs(key, id) && attempts.every((each) => each.key !== key || each.outcome === 'fail');
    });
    return lost || unasked || oneOfMany || refused;
  });
};
