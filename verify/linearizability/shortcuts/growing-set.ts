import { jsonText } from '../../history/exact-json.ts';
import type { Call } from '../calls/call.ts';
import type { Broken, Shortcut } from '../calls/model.ts';
import { valueKey } from '../calls/value-key.ts';
import type { Passage, Passages } from './passage.ts';

/** A moment before which a call cannot take effect, and the call that says so. */
interface Earliest {
  readonly at: number;
  readonly because: Call;
}

/**
 * A set that only grows, by values that are added once, and is read as a whole: reads that are right form a chain, each
 * holds what the one before held. So every add belongs between two reads, and all that is left is which call comes before
 * which. There is an order if and only if each call, taking effect as early as what must come before it allows, does so
 * before it returns. O(n log n + what was read).
 */
export function judgeGrowingSet(passages: Passages, reads: readonly Call[]): Shortcut {
  const byKey = new Map<unknown, Passage>();
  for (let value = 0; value < passages.length; value++) {
    const passage = passages.of(value);
    const { add, there } = passage;
    if (add !== undefined) byKey.set(valueKey(add.input), passage);
    else if (there[0] !== undefined) return broken(`${name(there[0].input)} was found and never added`, there);
  }
  const contents = reads.map((read) => ({ read, keys: new Set((read.output as readonly unknown[]).map(valueKey)) }));
  contents.sort((a, b) => a.keys.size - b.keys.size);
  const placed = new Set<unknown>();
  let before: Earliest | undefined;
  let smaller: Call | undefined;
  for (const { read, keys } of contents) {
    const fresh: Passage[] = [];
    for (const key of keys) {
      if (placed.has(key)) continue;
      placed.add(key);
      const passage = byKey.get(key);
      if (passage === undefined) return broken(`a value was read that was never added`, [read]);
      fresh.push(passage);
    }
    if (placed.size !== keys.size) {
      return broken('each of two reads holds what the other does not, or the later one less', [smaller as Call, read]);
    }
    let latest = before;
    for (const passage of fresh) {
      const added = place(passage, before);
      if ('valid' in added) return added;
      latest = later(latest, added);
    }
    const moment = takeEffect(read, latest);
    if ('valid' in moment) return moment;
    before = moment;
    smaller = read;
  }
  for (const [key, passage] of byKey) {
    if (placed.has(key)) continue;
    const added = place(passage, before);
    if ('valid' in added) return added;
  }
  return { valid: true };
}

/** An add takes effect after the reads before it and after all calls that did not find its value. */
function place({ add, there, gone }: Passage, before: Earliest | undefined): Earliest | Broken {
  let latest = before;
  for (const call of gone) latest = later(latest, { at: call.call, because: call });
  const added = takeEffect(add as Call, latest);
  if ('valid' in added) return added;
  for (const call of there) {
    const found = takeEffect(call, added);
    if ('valid' in found) return found;
  }
  return added;
}

function takeEffect(call: Call, after: Earliest | undefined): Earliest | Broken {
  if (after === undefined || after.at < call.call) return { at: call.call, because: call };
  if (after.at < call.return) return after;
  const what = `${told(call)} returned before ${told(after.because)} began, which must come before it`;
  return broken(what, [call, after.because]);
}

function later(one: Earliest | undefined, other: Earliest): Earliest {
  return one === undefined || one.at < other.at ? other : one;
}

function told({ f, input, output }: Call): string {
  if (f === 'read') return `the read of ${(output as readonly unknown[]).length} values`;
  return `${f} ${name(input)}${output === true || output === false ? ` -> ${output}` : ''}`;
}

function name(value: unknown): string {
  return jsonText(value);
}

function broken(what: string, calls: readonly Call[]): Broken {
  return { valid: false, what, calls };
}
