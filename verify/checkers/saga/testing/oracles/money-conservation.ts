import { type all, type Oracle, ofSaga, orders, sagaIds } from '../small-saga-history.ts';

/** Some order of the movements keeps every prefix at nothing or more, and the last one leaves what the saga owes. */
export const moneyConservationOracle: Oracle = (history) =>
  sagaIds(history).filter((id) => {
    const moved = ofSaga(history, 'money', id);
    const begin = ofSaga(history, 'begin', id)[0];
    if (moved.length > 0 && begin === undefined) return true;
    const outcome = ofSaga(history, 'end', id).at(-1)?.value.outcome;
    const due = { committed: begin?.value.amount, compensated: 0, open: undefined }[outcome ?? 'open'];
    const balance = (movements: ReturnType<typeof all<'money'>>): number =>
      movements.reduce((sum, { value }) => (value.direction === 'charge' ? sum + value.amount : sum - value.amount), 0);
    if (due !== undefined && balance(moved) !== due) return true;
    return ![...orders(moved)].some((order) => order.every((_, n) => balance(order.slice(0, n + 1)) >= 0));
  });
