import type { HistoryEvent } from '../../history/event.ts';
import { jsonText } from '../../history/exact-json.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { endTypes, endValues } from '../../words/end-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';
import { changedFields, type Difference, differences, type EndItem, fieldsOf } from './difference.ts';
import { keysIn } from './keys-in.ts';

/**
 * What a run leaves in tables, output queues and dead-letter queues is what calm runs of the same input left: faults that a system
 * masks leave no trace. Items compare as multisets, but for times and drawn values, whose sameness counts. What a request
 * asked for that was not accepted may be missing or there; what was accepted may not be missing. Where calm runs differ from
 * each other, a run that differs from them proves nothing.
 */
export const sameEndState: Checker = {
  name: 'same-end-state',
  claim: 'The run ends with the same tables and the same outgoing messages as runs of the same input without faults.',
  complexity: 'O(n log n); O(d²) in d differences',
  source: 'metamorphic testing: Chen et al., Metamorphic Testing (1998); masking faults: Avižienis et al. (2004)',
  definite: false,
  looksFor: { words: ['item'], counted: ['items', 'calmItems'] },
  check(history) {
    const { here, calm } = endsOf(history);
    const [first, ...others] = [...calm];
    const counts = { items: here.length, calmItems: first?.[1].length ?? 0, calmRuns: calm.size };
    if (first === undefined) return { valid: 'unknown', counts, error: 'there is no calm run to compare with' };
    const [name, there] = first;
    for (const [other, items] of others) {
      const [apart] = differences(there, items);
      if (apart === undefined) continue;
      const error = `the app differs from itself without any fault, ${name} from ${other}: ${apart.place}: ${inWords(apart)}`;
      return { valid: 'unknown', counts, error };
    }
    const requests = history.flatMap(({ f, type, key }) =>
      f === 'request' && key !== undefined ? [{ type, key: String(key) }] : [],
    );
    const unsure = new Set(requests.map(({ key }) => key));
    const namedBy = keysIn(unsure);
    for (const { type, key } of requests) if (type === 'ok') unsure.delete(key);
    const settled = (items: readonly EndItem[]) =>
      items.filter(({ item }) => !namedBy(item).some((key) => unsure.has(key)));
    // Where keys are drawn, what was not accepted here has another key there: what is the same as a whole is the same.
    const isSame = differences(there, here).length === 0;
    const found = isSame ? [] : differences(settled(there), settled(here));
    const violations = found.map((difference): Violation => {
      const both = [difference.there, difference.here].flatMap((one) => one ?? []);
      const [key] = both.flatMap(({ item }) => namedBy(item));
      const words = inWords(difference);
      const [id, what] = key === undefined ? [difference.place, words] : [key, `${difference.place}: ${words}`];
      return { id, what, events: both.map(({ index }) => index) };
    });
    return resultOf(violations, { ...counts, unsure: unsure.size });
  },
};

function endsOf(history: readonly HistoryEvent[]) {
  const here: EndItem[] = [];
  const calm = new Map<string, EndItem[]>();
  for (const event of history) {
    if (event.f !== 'item') continue;
    expectType(event, endTypes.item);
    const { calm: run, item, began } = readValue(endValues.item, event);
    const found = { place: String(event.key), item, began, index: event.index };
    const known = run === undefined ? here : calm.get(run);
    if (known === undefined) calm.set(run as string, [found]);
    else known.push(found);
  }
  return { here, calm };
}

const MOST_CHARACTERS = 160;

function inWords({ there, here }: Difference): string {
  if (here === undefined) return `missing here: ${short(there?.item)}`;
  if (there === undefined) return `only here: ${short(here.item)}`;
  const fields = changedFields(there.item, here.item).map(
    (name) => `${name} is ${short(fieldsOf(here.item)[name])}, was ${short(fieldsOf(there.item)[name])}`,
  );
  return `${fields.join('; ')} in ${short(there.item)}`;
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : jsonText(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
