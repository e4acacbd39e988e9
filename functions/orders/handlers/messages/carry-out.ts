import type { RecordLog } from '../../../shared/record-log.ts';
import type { Action } from '../../../shared/saga/saga.ts';
import type { EffectRecord } from '../effects/effect-record.ts';
import type { Order } from '../order.ts';
import type { OrderCommand, Reply } from './messages.ts';
import { replyTo } from './reply.ts';

/** How a service performs its step: each answers the effect's record, of now or of an earlier delivery. */
export type StepEffects = Readonly<Record<Action, (order: Order) => Promise<EffectRecord>>>;

/** A command, who performs it and who hears of it. */
export interface Errand {
  readonly command: OrderCommand;
  readonly effects: StepEffects;
  readonly reply: (reply: Reply) => Promise<void>;
  readonly log: RecordLog;
}

/**
 * Effect first, then the reply, then (by returning) the acknowledgement. A crash in between brings the command back, which
 * finds the effect's record and replies again.
 */
export async function carryOut({ command, effects, reply, log }: Errand): Promise<void> {
  const record = await effects[command.action](command.payload);
  const { effect, outcome, reason, at } = record;
  log.info('effect', { effect, outcome, reason, recordedAt: at });
  await reply(replyTo(command, record));
}
