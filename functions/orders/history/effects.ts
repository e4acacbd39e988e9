import { type Happening, say } from '../../../system/happening.ts';
import type { SagaValue } from '../../../verify/words/saga-words.ts';
import { type EffectItem, type LedgerEntry, type SagaItem, stepOf } from './records.ts';

/**
 * The services' records and the provider's books. A record's `at` is taken before its write, and the order's log says
 * when the step was known to be done: the effect lies in between, and that is how it is written down. Without such a
 * line it was done at the latest when it was observed.
 */
export function effectHappenings(
  effects: readonly EffectItem[],
  ledger: readonly LedgerEntry[],
  sagas: readonly SagaItem[],
  observedAt: number,
): Happening[] {
  const logs = new Map(sagas.map((saga) => [saga.id, saga.log]));
  const refused = new Set(
    effects.filter((item) => item.outcome === 'refused').map((item) => `${item.orderId}#${item.effect}`),
  );
  const knownBy = (orderId: string, effect: EffectItem['effect'], at: number): number => {
    const { step, action } = stepOf[effect];
    const event = action === 'commit' ? 'step-done' : 'undo-done';
    const line = logs.get(orderId)?.find((entry) => entry.event === event && entry.step === step);
    return Math.max(at, line?.at ?? observedAt);
  };
  const happenings: Happening[] = [];
  for (const item of effects) {
    const key = `${item.orderId}#${item.effect}`;
    const resources = item.items?.map(({ sku, quantity }) => ({ resource: sku, amount: quantity }));
    const value = { saga: item.orderId, ...stepOf[item.effect], ...(resources !== undefined && { resources }) };
    const error = refusalOf(item, refused);
    const known = { process: `effect:${key}`, key, at: item.at };
    if (error !== undefined) happenings.push(say('effect', value, { ...known, type: 'fail', error }));
    else happenings.push(...between(say('effect', value, known), knownBy(item.orderId, item.effect, item.at)));
  }
  for (const { entryId, orderId, kind, amountCents, at } of ledger) {
    if (kind === 'decline') continue;
    const value: SagaValue<'money'> = { saga: orderId, direction: kind, amount: amountCents };
    const known = { process: `money:${entryId}`, key: `${orderId}#${kind}`, at, correlation: { entry: entryId } };
    happenings.push(...between(say('money', value, known), knownBy(orderId, kind, at)));
  }
  return happenings;
}

/** An effect that took place from its `at` on and was known by a later time: both, or one point if they are the same. */
function between(effect: Happening, knownBy: number): Happening[] {
  return knownBy === effect.at
    ? [effect]
    : [
        { ...effect, type: 'invoke' },
        { ...effect, at: knownBy },
      ];
}

const undone = { refund: 'charge', release: 'reserve', cancel: 'create' } as const;

/** Why a record stands for no effect: it was refused, or it took back what had been refused and moved nothing. */
function refusalOf(item: EffectItem, refused: ReadonlySet<string>): string | undefined {
  if (item.outcome === 'refused') return item.reason ?? 'refused';
  const { effect, orderId, amountCents = 0, items = [], address } = item;
  if (effect !== 'refund' && effect !== 'release' && effect !== 'cancel') return undefined;
  const movedNothing = amountCents === 0 && items.length === 0 && address === undefined;
  return movedNothing && refused.has(`${orderId}#${undone[effect]}`) ? 'nothing to undo' : undefined;
}
