import type { StepDefinition } from '../../../../../shared/saga/saga.ts';
import type { EffectLog } from '../../../../handlers/effects/effect-log.ts';
import type { EffectRecord } from '../../../../handlers/effects/effect-record.ts';
import type { Undoing } from '../../../../handlers/effects/undo-effect.ts';

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
