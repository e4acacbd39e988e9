import type { Logger } from '@aws-lambda-powertools/logger';
import type { Remaining } from '../aws/retry.ts';
import { recordLog } from '../record-log.ts';
import type { SagaEvent } from './saga.ts';
import { drive, type SagaParts } from './saga-driver.ts';
import type { SagaStore } from './saga-store.ts';

/** How many open sagas were looked at and what became of them; `complete` is false if time ran out first. */
export interface Swept {
  seen: number;
  moved: number;
  parked: number;
  failed: number;
  complete: boolean;
}

export interface Sweep {
  readonly logger: Logger;
  readonly remaining: Remaining;
  /** Sagas updated at or before this time, epoch milliseconds. */
  readonly before: number;
  readonly event: SagaEvent;
}

/** What a page and the answer may need: below it no new page is begun, the next sweep starts with the oldest again. */
const PAGE_MS = 2_000;

/**
 * Applies an event to every open saga without progress; a redrive looks at parked ones, a sweep at the others. The index lags and two sweeps may run at once: each saga is read
 * again and changed only from the version that was read, so the worst is a command sent twice.
 */
export async function sweep<Payload>(
  parts: SagaParts<Payload> & { readonly store: SagaStore<Payload> },
  { logger, remaining, before, event }: Sweep,
): Promise<Swept> {
  const swept: Swept = { seen: 0, moved: 0, parked: 0, failed: 0, complete: true };
  for await (const ids of parts.store.openSince(before, event.type === 'redrive')) {
    await Promise.all(
      ids.map(async (id) => {
        const log = recordLog(logger, { correlation_id: id });
        swept.seen += 1;
        try {
          const driven = await drive(parts, id, event);
          if (!driven?.changed) return;
          const { parkedAt, step, action, resends } = driven.saga;
          if (parkedAt === undefined) swept.moved += 1;
          else swept.parked += 1;
          log.warn(parkedAt === undefined ? 'resent' : 'parked', { step, action, resends });
        } catch (error) {
          swept.failed += 1;
          log.error('not swept', { error });
        }
      }),
    );
    if (remaining() < PAGE_MS) return { ...swept, complete: false };
  }
  return swept;
}
