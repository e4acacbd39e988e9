import { EventError } from '../../history/history-error.ts';
import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { byKey, givenOf, named, type Tried, triedOf } from './tried.ts';

/** What is known of a register after some of its operations. */
interface Register {
  value: string;
  wrote?: Tried;
  /** Writes of unknown outcome that nobody has seen: each may take effect at any later time. */
  readonly pending: Tried[];
  /** The last position that was told; nothing where an outcome since then is unknown. */
  position: string | number | undefined;
}

/**
 * Operations of one site on a register (`read-init`, `write`, `read`), one after the other, form a causal order: each read
 * finds what was written last, 0 at first, and each operation is linked to the position of the one before it (`link`,
 * `position` of an operation; `init` links to none). A read that found null says nothing of the value.
 */
export const causalOrder: Checker = {
  name: 'causal-order',
  claim: 'Operations that one site asks for one after the other take effect in that order.',
  complexity: 'O(n · unknown writes)',
  source: 'Jepsen: jepsen.tests.causal; Bouajjani et al.: On Verifying Causal Consistency, POPL 2017',
  definite: 'cut',
  looksFor: { words: ['read', 'read-init', 'write'], counted: ['reads', 'writes'] },
  check(history) {
    const counts = { reads: 0, writes: 0, unknown: 0 };
    const violations: Violation[] = [];
    for (const [key, tried] of byKey(triedOf(history, ['read', 'read-init', 'write']))) {
      const register: Register = { value: '0', pending: [], position: 'init' };
      let last: Tried | undefined;
      for (const each of [...tried].sort((a, b) => a.began - b.began)) {
        if (last !== undefined && each.began < last.event.index) {
          const expected = 'operations of a key one after the other';
          throw new EventError(each.event, { field: 'key', expected, got: key });
        }
        last = each;
        if (each.outcome === 'fail') continue;
        if (each.outcome === 'info') counts.unknown += 1;
        else counts[each.f === 'write' ? 'writes' : 'reads'] += 1;
        for (const [what, ...of] of stepped(register, each)) {
          const events = [...of, each].flatMap((one) => one.events);
          violations.push({ id: named(key, 'register'), what, events });
        }
      }
    }
    return resultOf(violations, counts);
  },
};

/** Does one operation; tells what is wrong with it, and what it contradicts. */
function* stepped(register: Register, each: Tried): Generator<[what: string, ...of: Tried[]]> {
  const { f, outcome, output, event } = each;
  if (outcome === 'info') {
    if (f === 'write') register.pending.push(each);
    register.position = undefined;
    return;
  }
  const { link, position } = event.correlation ?? {};
  const isAfter = link === undefined || link === 'init' || register.position === undefined;
  if (!isAfter && link !== register.position) {
    yield [`is linked to position ${link}, and the operation before it was at ${register.position}`];
  }
  register.position = position;
  if (f === 'write') {
    register.value = canonicalText(givenOf(each, each.input));
    register.wrote = each;
  } else if (output !== null && output !== undefined) {
    const value = canonicalText(output);
    const unknown = register.pending.findIndex((write) => canonicalText(givenOf(write, write.input)) === value);
    const { wrote } = register;
    if (value === register.value) return;
    if (unknown >= 0) register.pending.splice(unknown, 1);
    else yield [`${value} was read, and ${register.value} was there`, ...(wrote === undefined ? [] : [wrote])];
    register.value = value;
  }
}
