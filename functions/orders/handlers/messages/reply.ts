import type { EffectRecord } from '../effects/effect-record.ts';
import type { OrderCommand, Reply } from './messages.ts';

/** The reply to a command: what its effect's record says, in the words of the saga. */
export function replyTo(
  { sagaId, sagaVersion, step, action }: OrderCommand,
  { outcome, reason }: Pick<EffectRecord, 'outcome' | 'reason'>,
): Reply {
  const reply = { type: 'reply' as const, sagaId, sagaVersion, step };
  return action === 'undo'
    ? { ...reply, action, outcome: 'done' }
    : { ...reply, action, outcome, ...(reason !== undefined && { reason }) };
}
