import type { Snapshot } from '../../../run/snapshot.ts';
import type { Judging, Translation } from '../../../system/judging.ts';
import { sagaCheckers } from '../../../verify/checkers/saga/saga-checkers.ts';
import { effectHappenings } from './effects.ts';
import {
  type EffectItem,
  effectItemSchema,
  ledgerEntrySchema,
  type RequestItem,
  requestItemSchema,
  type SagaItem,
  sagaItemSchema,
  stockItemSchema,
} from './records.ts';
import { sagaHappenings } from './sagas.ts';
import { stockHappenings } from './stock.ts';
import { versionHappenings, versionProblems } from './versions.ts';

/** Orders are judged as sagas: their records, the effects of each step, the provider's books and the stock. */
export const judging: Judging = { translate, invariants: sagaCheckers };

/** What belongs to earlier runs on the same tables is left out. */
function translate(snapshot: Snapshot, observedAt: number): Translation {
  const { startedAt } = snapshot.manifest;
  const all = snapshot.table('sagas', sagaItemSchema);
  const requests: RequestItem[] = snapshot.table('requests', requestItemSchema);
  const earlier = new Set(all.filter((saga) => saga.createdAt < startedAt).map((saga) => saga.id));
  const sagas: SagaItem[] = all.filter((saga) => !earlier.has(saga.id));
  const ofThisRun = <Item extends { orderId: string }>(items: Item[]) =>
    items.filter(({ orderId }) => !earlier.has(orderId));
  const effects: EffectItem[] = ['payments', 'reservations', 'shipments'].flatMap((table) =>
    ofThisRun(snapshot.table(table, effectItemSchema)),
  );
  const ledger = ofThisRun(snapshot.table('provider-ledger', ledgerEntrySchema));
  const versions = snapshot.versionsOf('sagas', sagaItemSchema);
  const latest = Math.max(observedAt, ...times(effects), ...times(ledger), ...sagas.flatMap(({ log }) => times(log)));
  return {
    happenings: [
      ...sagaHappenings(sagas, requests, latest),
      ...versionHappenings(versions, startedAt),
      ...effectHappenings(effects, ledger, sagas, latest),
      ...stockHappenings(snapshot.table('stock', stockItemSchema), latest),
    ],
    problems: versions.length === 0 ? [] : versionProblems(versions, sagas),
  };
}

function times(entries: readonly { readonly at: number }[]): number[] {
  return entries.map(({ at }) => at);
}
