import type { Circumstances } from '../calls/circumstances.ts';
import type { Message } from '../messages/message.ts';
import type { Queue } from '../queue/queue.ts';

/** "the message rate is … up to 500 messages per second" where the caller sets none (API Reference, "StartMessageMoveTask"). */
const FASTEST_PER_SECOND = 500;
const SECOND_MS = 1000;

/** Where a task finds its queues. */
interface Queues {
  byArn(arn: string): Queue | undefined;
}

interface Asked {
  readonly id: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly startedMs: number;
  readonly toMove: number;
}

/** How a task ends. */
interface Ending {
  readonly status: 'COMPLETED' | 'FAILED';
  readonly failure?: string;
}

const NOWHERE: Ending = { status: 'FAILED', failure: 'QueueDoesNotExist' };

/** A redrive of a dead-letter queue: messages go back one after another, as fast as the task may. */
export class MoveTask {
  readonly asked: Asked;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED' = 'RUNNING';
  failure: string | undefined;
  moved = 0;

  constructor(asked: Asked) {
    this.asked = asked;
  }

  /** When it moves its next message; undefined once it has ended. */
  get nextMs(): number | undefined {
    if (this.status !== 'RUNNING') return undefined;
    const { startedMs, perSecond = FASTEST_PER_SECOND } = this.asked;
    return startedMs + ((this.moved + 1) * SECOND_MS) / perSecond;
  }

  /** Moves what is due, until the dead-letter queue has nothing to receive any more. */
  advance(queues: Queues, circumstances: Circumstances): void {
    for (let atMs = this.nextMs; atMs !== undefined && atMs <= circumstances.nowMs; atMs = this.nextMs) {
      const ending = this.#step(queues, circumstances);
      this.status = ending?.status ?? this.status;
      this.failure = ending?.failure;
    }
  }

  #step(queues: Queues, circumstances: Circumstances): Ending | undefined {
    const source = queues.byArn(this.asked.sourceArn);
    if (source === undefined) return NOWHERE;
    const targetOf = ({ content }: Message) => queues.byArn(this.asked.destinationArn ?? content.sourceArn ?? '');
    const message = source.takeOne((found) => targetOf(found) !== undefined, circumstances);
    if (message === undefined) return { status: 'COMPLETED' };
    const target = targetOf(message);
    if (target === undefined) return NOWHERE;
    const { nowMs, chance } = circumstances;
    // "Redriven messages are considered new messages with a new messageID and enqueueTime" ("Configure a dead-letter queue redrive").
    const content = { ...message.content, id: chance.uuid(), sourceArn: undefined };
    target.add(content, { sentMs: nowMs, nowMs, delayMs: 0, event: 'move' });
    this.moved += 1;
    return undefined;
  }
}
