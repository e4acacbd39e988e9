import type { Chance } from '../../sqs/calls/circumstances.ts';
import { calm } from '../../sqs/chance/calm.ts';
import type { QueueEvent } from '../../sqs/queue/events.ts';
import { Queues } from '../../sqs/queues.ts';
import { QueuesInTime } from '../../sqs/queues-in-time.ts';
import { streamsOf } from '../../sqs/testing/numbers.ts';
import { CALLER } from '../../sqs/testing/world.ts';
import { Timeline } from '../../time/timeline.ts';
import { calm as calmLuck } from '../chance/calm.ts';
import type { Luck } from '../chance/luck.ts';
import type { Invoked, Mapping } from '../invocation.ts';
import { startQueueMapping } from '../queue/mapping.ts';
import type { QueueMappingSettings } from '../queue/settings.ts';

/** An invocation as a test sees it. */
export interface Invocation {
  readonly atMs: number;
  readonly bodies: readonly string[];
  readonly ids: readonly string[];
  readonly receiveCounts: readonly string[];
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

interface Attributes {
  readonly ApproximateReceiveCount: string;
}

const URL = 'https://sqs.us-east-1.amazonaws.com/000000000000/';
const ARN = 'arn:aws:sqs:us-east-1:000000000000:';
const SECOND_MS = 1000;

/** What a function comes to in a test, and after how many milliseconds. */
export type Behaviour = (
  invocation: Invocation,
  nth: number,
) => { readonly afterMs?: number; readonly ended?: Invoked };

/** Queues, a mapping and a function that does as it is told, in virtual time. */
export class QueueWorld {
  readonly timeline = new Timeline(0);
  readonly events: QueueEvent[] = [];
  readonly queues: QueuesInTime;
  readonly invocations: Invocation[] = [];
  readonly luck: Luck;
  running = 0;
  mostRunning = 0;

  constructor(chance: Chance = calm(streamsOf(1)), luck: Luck = calmLuck) {
    const listener = (event: QueueEvent) => this.events.push(event);
    this.queues = new QueuesInTime(new Queues({ listener }), this.timeline, chance);
    this.luck = luck;
  }

  call(operation: string, input: object): Readonly<Record<string, unknown>> {
    let told: object = {};
    this.queues.call(operation, input, CALLER, (outcome) => {
      if ('error' in outcome) throw outcome.error;
      told = outcome.output;
    });
    return told as Readonly<Record<string, unknown>>;
  }

  queue(QueueName: string, Attributes: Readonly<Record<string, string>> = {}): void {
    this.call('CreateQueue', { QueueName, Attributes });
  }

  /** A queue whose messages go to `dead` after so many receives. */
  withDeadLetters(name: string, maxReceiveCount: number, attributes: Readonly<Record<string, string>> = {}): void {
    const suffix = name.endsWith('.fifo') ? '.fifo' : '';
    this.queue(`dead${suffix}`, suffix === '' ? {} : { FifoQueue: 'true' });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${ARN}dead${suffix}`, maxReceiveCount });
    this.queue(name, { ...attributes, RedrivePolicy });
  }

  send(queue: string, MessageBody: string, parameters: object = {}): void {
    this.call('SendMessage', { QueueUrl: URL + queue, MessageBody, ...parameters });
  }

  /** How many messages are visible, in flight and delayed. */
  counts(queue: string): readonly number[] {
    const { Attributes } = this.call('GetQueueAttributes', { QueueUrl: URL + queue, AttributeNames: ['All'] });
    const names = ['', 'NotVisible', 'Delayed'].map((name) => `ApproximateNumberOfMessages${name}`);
    return names.map((name) => Number((Attributes as Readonly<Record<string, string>>)[name]));
  }

  map(queue: string, settings: Partial<QueueMappingSettings>, behave: Behaviour = () => ({})): Mapping {
    return startQueueMapping(
      { EventSourceArn: ARN + queue, ...settings },
      {
        queues: (operation, input, done) => this.queues.call(operation, input, CALLER, done),
        timeline: this.timeline,
        luck: this.luck,
        invoke: ({ Records }, done) => {
          const records = Records as readonly Readonly<Record<string, unknown>>[];
          const [bodies, ids] = [
            records.map(({ body }) => body as string),
            records.map((one) => one.messageId as string),
          ];
          const receiveCounts = records.map(({ attributes }) => (attributes as Attributes).ApproximateReceiveCount);
          const invocation = { atMs: this.timeline.nowMs, bodies, ids, receiveCounts, records };
          this.invocations.push(invocation);
          const { afterMs = 0, ended = { kind: 'answered', payload: null } } = behave(
            invocation,
            this.invocations.length,
          );
          if (ended.kind === 'throttled') return done(ended);
          this.running += 1;
          this.mostRunning = Math.max(this.mostRunning, this.running);
          this.timeline.after(afterMs, () => {
            this.running -= 1;
            done(ended);
          });
        },
      },
    );
  }

  /** Lets time go on. */
  wait(seconds: number): void {
    const untilMs = this.timeline.nowMs + seconds * SECOND_MS;
    let isThere = false;
    this.timeline.at(untilMs, () => {
      isThere = true;
    });
    while (!isThere) this.timeline.step();
  }
}
