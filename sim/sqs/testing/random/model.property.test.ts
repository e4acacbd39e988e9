import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { World } from '../world.ts';
import { type Action, QUEUES, type QueueName, type Sent } from './actions.ts';
import { close, moving, still } from './arbitrary.ts';
import { Model, type Outcome } from './model.ts';
import { Side, type Told } from './side.ts';

/** By hand, FAULTLINE_HISTORIES=2000 makes more than 100,000 calls of each kind. */
const numRuns = Number(process.env.FAULTLINE_HISTORIES ?? 40);
const CALLS = 60;

type Calls = Exclude<Action, { call: 'wait' }>;
interface Entry extends Told {
  readonly Id?: string;
  readonly Code?: string;
}

/** Drives SQS and the model by the same actions, and compares what they tell. */
class Pair {
  readonly world = new World();
  readonly side = new Side('');
  readonly model = new Model();
  readonly #numbers = new Map<string, number>();

  constructor() {
    for (const { queue, request } of this.side.creations())
      this.side.created(queue, this.world.call(request.operation, request.input));
  }

  #number(id: unknown): number {
    const known = this.#numbers.get(id as string);
    if (known !== undefined) return known;
    this.#numbers.set(id as string, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #send(queue: QueueName, message: Sent, id: unknown): void {
    const { MessageGroupId: group = '', MessageDeduplicationId: given, MessageBody, DelaySeconds: delay = 0 } = message;
    const body = createHash('sha256').update(MessageBody).digest('hex');
    const name = queue === 'groups.fifo' ? `${group} ${given ?? body}` : (given ?? body);
    const key = queue.endsWith('.fifo') ? name : undefined;
    const isNew = !this.#numbers.has(id as string);
    const number = this.#number(id);
    expect({
      queue,
      message,
      number,
      repeats: this.model.send(queue, number, { group, key, delay }) !== number || !isNew,
    }).toEqual({
      queue,
      message,
      number,
      repeats: !isNew,
    });
  }

  /** Does an action; returns what both tell, or undefined where the model has nothing to say. */
  do(action: Calls): { readonly ours: unknown; readonly expected: unknown } | undefined {
    const { operation, input } = this.side.requestOf(action);
    const told = this.world.tell(operation, input);
    this.side.read(action, told);
    const entries = [...((told.Successful ?? []) as Entry[]), ...((told.Failed ?? []) as Entry[])];
    const outcomes = (ids: readonly unknown[]) =>
      ids.map((_, at) => ({ ...entries.find(({ Id }) => Id === String(at)) }).Code ?? 'done');
    const codes = (list: readonly Outcome[]) =>
      list.map((one) => ('error' in one ? one.error.replace('Exception', '') : 'done'));
    const one = (expected: Outcome) => ({
      ours: told.error === undefined ? { done: true } : { error: told.error },
      expected,
    });
    switch (action.call) {
      case 'send':
        if (told.error === undefined) this.#send(action.queue, action.message, told.MessageId);
        return undefined;
      case 'sendBatch':
        for (const [at, message] of action.messages.entries()) {
          const sent = ((told.Successful ?? []) as Entry[]).find(({ Id }) => Id === (action.ids[at] ?? String(at)));
          if (sent !== undefined) this.#send(action.queue, message, sent.MessageId);
        }
        return undefined;
      case 'receive': {
        if (told.error !== undefined) return undefined;
        const { MaxNumberOfMessages = 1, VisibilityTimeout } = action.parameters as {
          MaxNumberOfMessages?: number;
          VisibilityTimeout?: number;
        };
        const messages = (told.Messages ?? []) as readonly { readonly MessageId: string }[];
        const ours = messages.map(({ MessageId }) => this.#number(MessageId));
        const outcome = this.model.receive(action.queue, MaxNumberOfMessages, VisibilityTimeout, ours);
        const { received } = outcome as { readonly received: readonly (readonly [number, number])[] };
        return { ours: { received: ours }, expected: { received: received.map(([number]) => number) } };
      }
      case 'delete':
        return one(this.model.delete(action.queue, action.handle));
      case 'change':
        return one(this.model.change(action.queue, action.handle, action.seconds));
      case 'deleteBatch':
        if (told.error !== undefined) return undefined;
        return {
          ours: outcomes(action.handles),
          expected: codes(action.handles.map((handle) => this.model.delete(action.queue, handle))),
        };
      case 'changeBatch':
        if (told.error !== undefined) return undefined;
        return {
          ours: outcomes(action.handles),
          expected: codes(action.handles.map((handle) => this.model.change(action.queue, handle, action.seconds))),
        };
      case 'count':
        return undefined;
      case 'other':
        if (action.operation === 'PurgeQueue' && told.error === undefined) this.model.purge(action.queue);
        return undefined;
    }
  }

  counts(): unknown {
    const urls = (this.world.call('ListQueues', {}).QueueUrls ?? []) as readonly string[];
    return QUEUES.map((queue) => this.world.counts(urls.find((url) => url.endsWith(`/${queue}`)) as string));
  }
}

/** Where groups are given up on the way, it is left open which: then all is asked for. */
const isModelled = (action: Action) =>
  !(
    action.call === 'receive' &&
    action.queue === 'source.fifo' &&
    (action.parameters as { MaxNumberOfMessages?: number }).MaxNumberOfMessages !== 10
  ) && !(action.call === 'other' && action.operation === 'SetQueueAttributes');

const inOrder = (value: unknown) =>
  JSON.stringify(value).replace(/\[[\d,]*\]/, (list) => `[${(JSON.parse(list) as number[]).sort((a, b) => a - b)}]`);

const historiesOf = (action: fc.Arbitrary<Action>) =>
  fc.array(action.filter(isModelled), { minLength: 1, maxLength: CALLS, size: 'max' });

describe.each([
  ['in which nothing becomes visible by itself', historiesOf(still), numRuns],
  ['in which delays and timeouts run out', historiesOf(moving), numRuns],
  ['to one queue', close.chain(historiesOf), numRuns * 4],
])('random calls %s', (_what, histories, runs) => {
  it('come to what a brute-force model says', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, (actions) => {
        const pair = new Pair();
        for (const one of actions) {
          if (one.call === 'wait') {
            pair.world.wait(one.seconds);
            pair.model.wait(one.seconds);
          } else {
            const told = pair.do(one);
            // The order of groups is left open, of which a FIFO queue may give some of either.
            const shown = (value: unknown) => (one.queue === 'source.fifo' ? inOrder(value) : JSON.stringify(value));
            if (told !== undefined)
              expect({ one, told: shown(told.ours) }).toEqual({ one, told: shown(told.expected) });
            if (told !== undefined) seen.add(`${one.call}: ${Object.keys(told.ours as object)[0]}`);
          }
          const expected = QUEUES.map((queue) => (pair.model.count(queue) as { counts: readonly number[] }).counts);
          expect({ one, counts: pair.counts() }).toEqual({ one, counts: expected });
        }
      }),
      { numRuns: runs },
    );
    for (const kind of ['receive: received', 'delete: error', 'delete: done', 'change: error', 'change: done'])
      expect({ kind, isSeen: seen.has(kind) }).toEqual({ kind, isSeen: true });
  });
});
