import { jsonText } from '../../history/exact-json.ts';
import type { Call } from '../calls/call.ts';
import type { Broken } from '../calls/model.ts';
import type { Chains } from './chains.ts';
import { lastBefore, sortedBy } from './sorted.ts';
import { broken, type Values } from './values.ts';

/**
 * Do the chains fit beside each other? A chain with a return before its last invocation was surely going on from the one
 * to the other: its forward zone. The calls of all others have a moment in common: between their last invocation and
 * their first return, the backward zone, the chain fits into any moment. There is an order if and only if no two forward
 * zones overlap and no backward zone lies within a forward one. The answer is where each chain may start in such an order, or once
 * those that start before it are over. O(n log n).
 */
export function judgeZones(values: Values, chains: Chains): Float64Array | Broken {
  const { firstReturn, lastCall, heads } = chains;
  const from = (chain: number) => (firstReturn[chain] as Call).return;
  const to = (chain: number) => (lastCall[chain] as Call).call;
  const forward = sortedBy(heads.length, (chain) => (from(chain) < to(chain) ? from(chain) : undefined));
  for (let n = 1; n < forward.length; n++) {
    const [one, other] = [forward[n - 1] as number, forward[n] as number];
    if (from(other) < to(one)) return clash(values, chains, one, other, 'and so was');
  }
  const starts = new Float64Array(heads.length);
  for (const chain of forward) starts[chain] = from(chain);
  const begun = Float64Array.from(forward, from);
  for (let chain = 0; chain < heads.length; chain++) {
    if (from(chain) < to(chain)) continue;
    const around = forward[lastBefore(begun, to(chain))];
    const isWithin = around !== undefined && from(chain) < to(around);
    if (isWithin) return clash(values, chains, around, chain, 'but in between it was');
    starts[chain] = to(chain);
  }
  return starts;
}

function clash(values: Values, chains: Chains, one: number, other: number, how: string): Broken {
  const { heads, firstReturn, lastCall } = chains;
  const name = (chain: number) => {
    const { f, input } = values.writer[heads[chain] as number] as Call;
    return f === '' ? 'the initial value' : jsonText(input);
  };
  const evidence = [one, other].flatMap((chain) => [firstReturn[chain] as Call, lastCall[chain] as Call]);
  const [from, to] = [(firstReturn[one] as Call).return, (lastCall[one] as Call).call];
  return broken(
    `${name(one)} was surely there from event ${Math.max(from, 0)} to event ${to}, ${how} ${name(other)}`,
    evidence,
  );
}
