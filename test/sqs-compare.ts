import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../sim/sqs/testing/random/actions.ts';
import { type Request, Side } from '../sim/sqs/testing/random/side.ts';
import { World } from '../sim/sqs/testing/world.ts';
import { explanationOf } from './sqs-explained.ts';
import { Facts } from './sqs-facts.ts';
import type { OtherSqs } from './sqs-other.ts';

/** An answer of the simulated SQS that is not the other's. */
export interface Difference {
  readonly action: Action;
  readonly request: Request;
  readonly ours: unknown;
  readonly other: unknown;
  /** The row of the table in sim/sqs/README.md that explains it; undefined if none does. */
  readonly explanation: string | undefined;
}

/** What a history came to. */
export interface Compared {
  readonly calls: number;
  readonly differences: readonly Difference[];
  /** How often each operation was answered, and with what error if with one. */
  readonly kinds: readonly string[];
}

/**
 * Makes the same calls to a simulated SQS on a calm day and to another one, each with queues of its own. A difference that leaves the two in
 * other states ends the history.
 */
export async function compare(actions: readonly Action[], name: string, { ask, wait }: OtherSqs): Promise<Compared> {
  const world = new World();
  const [ours, other] = [new Side(`${name}-`), new Side(`${name}-`)];
  for (const { queue, request } of ours.creations()) ours.created(queue, world.tell(request.operation, request.input));
  for (const { queue, request } of other.creations()) other.created(queue, await ask(request));
  const facts = new Facts(world, ours, `${name}-`);
  const differences: Difference[] = [];
  const kinds: string[] = [];
  let calls = 0;
  for (const action of actions) {
    if (action.call === 'wait') {
      world.wait(action.seconds);
      await wait(action.seconds);
      continue;
    }
    const request = ours.requestOf(action);
    const busy = facts.busyGroups(action.queue);
    const told = world.tell(request.operation, request.input);
    const toldByOther = await ask(other.requestOf(action));
    facts.note(action);
    calls += 1;
    kinds.push(`${request.operation}: ${told.error ?? 'done'}`);
    const pair = { ours: ours.read(action, told), other: other.read(action, toldByOther) };
    if (isDeepStrictEqual(pair.ours, pair.other)) continue;
    const { explanation, isHarmless } = explanationOf({ action, request, ...pair, busy, facts });
    differences.push({ action, request, ...pair, explanation });
    if (!isHarmless) break;
  }
  for (const { request } of other.creations()) {
    const { QueueName } = request.input as { readonly QueueName: string };
    const QueueUrl = `http://sqs.us-east-1.amazonaws.com/000000000000/${QueueName}`;
    await ask({ operation: 'DeleteQueue', input: { QueueUrl } });
  }
  return { calls, differences, kinds };
}
