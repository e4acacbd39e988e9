import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, it } from '@jest/globals';
import { orderSaga } from '../../orders/handlers/orders/order-saga.ts';
import type { Command, Saga, SagaEvent } from './saga.ts';
import type { SagaStore } from './saga-store.ts';
import { sweep } from './sweep.ts';
import { start } from './transition.ts';

const event: SagaEvent = { type: 'sweep', at: 100_000, staleAfterMs: 20_000, maxResends: 2 };

function world(ids: readonly string[]) {
  const sagas = new Map<string, Saga>(ids.map((id) => [id, start(orderSaga, id, {}, 1_000).saga]));
  const sent: Command[] = [];
  const store: SagaStore<unknown> = {
    load: async (id) => {
      if (id === 'broken') throw new Error('unreadable');
      return sagas.get(id);
    },
    creationOf: () => ({}),
    replace: async (saga) => {
      const found = sagas.get(saga.id);
      if (found?.version !== saga.version - 1) return found;
      sagas.set(saga.id, saga);
      return undefined;
    },
    async *openSince() {
      for (const id of ids) yield [id];
    },
  };
  const send = async (command: Command) => {
    sent.push(command);
  };
  return { sagas, sent, parts: { definition: orderSaga, store, send } };
}

const logger = new Logger({ logLevel: 'SILENT' });

describe('sweep', () => {
  it('moves every forgotten saga on, and one that cannot be read stops no other', async () => {
    const { parts, sent } = world(['a', 'broken', 'b']);
    const swept = await sweep(parts, { logger, remaining: () => 5_000, before: 0, event });
    expect(swept).toEqual({ seen: 3, moved: 2, parked: 0, failed: 1, complete: true });
    expect(sent.map(({ sagaId }) => sagaId)).toEqual(['a', 'b']);
  });

  it('moves a saga on once if two sweeps run at once', async () => {
    const { parts, sagas, sent } = world(['a']);
    const both = [1, 2].map(() => sweep(parts, { logger, remaining: () => 5_000, before: 0, event }));
    await Promise.all(both);
    expect(sagas.get('a')).toMatchObject({ version: 2, resends: 1 });
    expect(sent.length).toBeGreaterThanOrEqual(1);
  });

  it('stops between pages when time runs out', async () => {
    const { parts } = world(['a', 'b']);
    const swept = await sweep(parts, { logger, remaining: () => 500, before: 0, event });
    expect(swept).toMatchObject({ seen: 1, complete: false });
  });
});
