import type { TransactItem } from '../../../shared/aws/transact-item.ts';
import type { StepDefinition } from '../../../shared/saga/saga.ts';
import type { EffectLog } from './effect-log.ts';
import type { EffectRecord } from './effect-record.ts';

/** How an effect is undone: what its record holds and which writes stand beside it. */
export interface Undoing {
  readonly details: Readonly<Record<string, unknown>>;
  readonly writes: readonly TransactItem[];
}

/** An undo may overtake its do: the late do finds this refusal in its place. */
const OVERTAKEN = 'undone-before-done';

/**
 * Undoes a step's effect if it was done. If it was refused, there is nothing to undo; if it has not come yet, a tombstone
 * is written in its place, in the same transaction, so that it is refused when it comes.
 */
export async function undoEffect(
  log: EffectLog,
  step: StepDefinition,
  orderId: string,
  undoing: Undoing,
  nothing: Readonly<Record<string, unknown>>,
): Promise<EffectRecord> {
  for (;;) {
    const at = Date.now();
    const record = { orderId, effect: step.undo, outcome: 'done' as const, at };
    const undone = await log.commit({ ...record, ...undoing.details }, [
      log.requireDone(orderId, step.do),
      ...undoing.writes,
    ]);
    if ('recorded' in undone) return undone.recorded;
    if (undone.blocked.by > 0)
      throw new Error(`Undoing ${step.do} of order ${orderId} met a failed condition of its own.`);

    const tombstone = { orderId, effect: step.do, outcome: 'refused' as const, reason: OVERTAKEN, at };
    if (undone.blocked.found) return log.record({ ...record, ...nothing });
    const sealed = await log.commit({ ...record, ...nothing }, [log.once(tombstone)]);
    if ('recorded' in sealed) return sealed.recorded;
  }
}
