import type { Errand } from '../../../../handlers/messages/carry-out.ts';
import { replyTo } from '../../../../handlers/messages/reply.ts';

/** Broken: promises the effect before it is made, whatever becomes of it. */
export async function carryOut({ command, effects, reply }: Errand): Promise<void> {
  await reply(replyTo(command, { outcome: 'done' }));
  await effects[command.action](command.payload);
}
