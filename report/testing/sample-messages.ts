import type { HistoryEvent } from '../../verify/history/event.ts';
import type { Draft } from './sample-draft.ts';

/** A command to one step's service and the reply to it. Times are epoch milliseconds. */
interface Exchange {
  readonly saga: string;
  readonly step: string;
  readonly queue: string;
  /** When the command is sent and when the step is done. */
  readonly sentAt: number;
  readonly doneAt: number;
  /** The command is delivered again before it is acknowledged. */
  readonly again: boolean;
}

/** What the queues tell of one step: command and reply, each sent, received and deleted. */
export function sampleExchange({ saga, step, queue, sentAt, doneAt, again }: Exchange): Draft[] {
  return [
    ...message(saga, { id: `${saga}-${step}`, queue, sentAt, deletedAt: doneAt + (again ? 1450 : 6), again }),
    ...message(saga, {
      ...{ id: `${saga}-${step}-reply`, queue: 'orders-saga', again: false },
      sentAt: doneAt + 2,
      deletedAt: doneAt + 9,
    }),
  ];
}

interface Message extends Pick<Exchange, 'queue' | 'sentAt' | 'again'> {
  readonly id: string;
  readonly deletedAt: number;
}

function message(saga: string, { id, queue, sentAt, deletedAt, again }: Message): Draft[] {
  const told = (at: number, f: string, value: object, type: HistoryEvent['type'] = 'ok'): Draft => ({
    ...{ at, process: queue, type, f, key: id, correlation: { saga }, value },
  });
  const receive = (at: number, count: number): Draft =>
    told(at, 'receive', { queue, receipt: `${id}-${count}`, count, visibilityMs: 30_000 });
  return [
    told(sentAt, 'send', { queue }, 'invoke'),
    told(sentAt, 'send', { queue }),
    receive(sentAt + 3, 1),
    ...(again ? [receive(deletedAt - 60, 2)] : []),
    told(deletedAt, 'delete', { receipt: `${id}-${again ? 2 : 1}` }),
  ];
}
