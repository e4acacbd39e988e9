import type { OrderCommand, Reply } from '../../../../handlers/messages/messages.ts';

/** Broken: does not look at what the record says, so that a refused step counts as done. */
export function replyTo({ sagaId, sagaVersion, step, action }: OrderCommand): Reply {
  return { type: 'reply', sagaId, sagaVersion, step, action, outcome: 'done' };
}
