import { jsonText } from '../../history/exact-json.ts';
import type { Call } from '../calls/call.ts';
import type { Broken } from '../calls/model.ts';
import type { Chains } from './chains.ts';
import { lastBefore } from './sorted.ts';
import { broken, none, type Values } from './values.ts';

/**
 * Can a refused compare-and-set not fit any order at all? It reads "anything but e", and e is there in one piece of
 * time. That piece reaches at least from the first return of who wrote or saw e to the last invocation of who did or
 * replaced it; a call within that has found e. When e was surely there before the call, something must have replaced it
 * before the return: the compare-and-set that did, or else the head of a chain that was called by then and need not come
 * before e. Undefined says nothing.
 */
export class RefusedInVain {
  readonly #values: Values;
  readonly #chains: Chains;
  /** Of the chains by their heads, which lie in the order of their invocations: those up to it that can come last. */
  readonly #last: Int32Array;
  readonly #lastButOne: Int32Array;
  /** By value that happened. */
  readonly #chainOf: Int32Array;
  readonly #calls: Float64Array;
  readonly #firstLost: number;

  /** @param firstLost the event of the first call that never returned and that nobody saw, which may have happened */
  constructor(values: Values, chains: Chains, firstLost: number) {
    this.#values = values;
    this.#chains = chains;
    this.#firstLost = firstLost;
    this.#chainOf = new Int32Array(values.length);
    const { heads, firstReturn } = chains;
    const from = (chain: number) => (chain === none ? Number.NEGATIVE_INFINITY : (firstReturn[chain] as Call).return);
    this.#calls = Float64Array.from(heads, (head) => (values.writer[head] as Call).call);
    this.#last = new Int32Array(heads.length);
    this.#lastButOne = new Int32Array(heads.length);
    let [last, lastButOne] = [none, none];
    for (let chain = 0; chain < heads.length; chain++) {
      for (let value = heads[chain] as number; value !== none; value = values.after[value] as number) {
        this.#chainOf[value] = chain;
      }
      if (from(chain) > from(last)) [last, lastButOne] = [chain, last];
      else if (from(chain) > from(lastButOne)) lastButOne = chain;
      this.#last[chain] = last;
      this.#lastButOne[chain] = lastButOne;
    }
  }

  judge(call: Call, value: number): Broken | undefined {
    const { firstReturn, lastCall, after, writer } = this.#values;
    const replacer = writer[after[value] as number];
    const first = firstReturn[value] as Call;
    if (first.return > call.call) return undefined;
    const name = jsonText((call.input as readonly unknown[])[0]);
    const since = `${name} was surely there at event ${Math.max(first.return, 0)}`;
    const found = `and a compare-and-set called at event ${call.call} found another value`;
    const seen = lastCall[value] as Call;
    const last = replacer !== undefined && replacer.call > seen.call ? replacer : seen;
    if (last.call > call.return) return broken(`${since} and at event ${last.call}, ${found}`, [call, first, last]);
    if (replacer !== undefined || this.#firstLost < call.return) return undefined;
    const own = this.#chainOf[value] as number;
    const begun = lastBefore(this.#calls, call.return);
    const other = this.#last[begun] === own ? (this.#lastButOne[begun] as number) : (this.#last[begun] as number);
    const { firstReturn: from, lastCall: to } = this.#chains;
    if (other !== none && (from[other] as Call).return > (to[own] as Call).call) return undefined;
    return broken(`${since}, nothing can have replaced it, ${found}`, [call, first, to[own] as Call]);
  }
}
