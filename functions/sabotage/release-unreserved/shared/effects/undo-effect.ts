import type { EffectLog } from '../../../../shared/effects/effect-log.ts';
import type { EffectRecord } from '../../../../shared/effects/effect-record.ts';
import type { Undoing } from '../../../../shared/effects/undo-effect.ts';
import type { StepDefinition } from '../../../../shared/saga/saga.ts';

/** Broken: undoes without asking whether there is anything to undo. */
export async function undoEffect(
  log: EffectLog,
  step: StepDefinition,
  orderId: string,
  { details, writes }: Undoing,
): Promise<EffectRecord> {
  const undone = await log.commit({ orderId, effect: step.undo, outcome: 'done', at: Date.now(), ...details }, writes);
  if ('recorded' in undone) return undone.recorded;
  throw new Error(`Undoing ${step.do} of order ${orderId} met a failed condition.`);
}
