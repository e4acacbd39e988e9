import { all, type Happening, type Oracle, ofSaga, orders, sagaIds } from '../small-saga-history.ts';

/**
 * Of each resource there is left what the books say, and some order of what was done never takes it below zero; what is
 * taken exists; a compensated saga holds no more and no less than nothing.
 */
export const resourceConservationOracle: Oracle = (history) => {
  const done = all(history, 'effect').filter(({ outcome }) => outcome === 'ok');
  const resources = all(history, 'resource');
  const named = [...new Set(done.flatMap(({ value }) => (value.resources ?? []).map(({ resource }) => resource)))];
  const unknown = named.filter((name) => !resources.some(({ key }) => key === name));
  const wrong = resources.filter(({ key, value: { initial, available } }) => {
    const touching = done.filter(({ value }) => value.resources?.some(({ resource }) => resource === key));
    if (available < 0 || available !== initial + returned(touching, key)) return true;
    return ![...orders(touching)].some((order) =>
      order.every((_, n) => initial + returned(order.slice(0, n + 1), key) >= 0),
    );
  });
  const holding = sagaIds(history).filter((id) => {
    if (ofSaga(history, 'end', id).at(-1)?.value.outcome !== 'compensated') return false;
    return named.some((name) => returned(ofSaga(history, 'effect', id), name) !== 0);
  });
  return [...unknown, ...wrong.map(({ key }) => key), ...holding];
};

/** What effects gave back of a resource less what they took. */
function returned(effects: readonly Happening<'effect'>[], name: string): number {
  let sum = 0;
  for (const { value } of effects) {
    for (const { resource, amount } of value.resources ?? []) {
      if (resource === name) sum += value.action === 'commit' ? -amount : amount;
    }
  }
  return sum;
}
