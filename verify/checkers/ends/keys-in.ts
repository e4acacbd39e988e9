const words = /[\p{L}\p{N}_]+/gu;
const isWordy = (character = '') => /^[\p{L}\p{N}_]/u.test(character);

interface Found {
  readonly key: string;
  readonly start: number;
}

/**
 * Finds those keys that an item has anywhere, as a value or in one, in their order: no part of a word, and of keys that overlap
 * the first, or the longer one. O(size of the item), where each key has a word that few others have. Pure.
 */
export function keysIn(keys: Iterable<string>): (item: unknown) => string[] {
  const all = [...keys].map((key) => ({ key, words: [...key.matchAll(words)] }));
  const uses = new Map<string, number>();
  for (const [word] of all.flatMap((each) => each.words)) uses.set(word, (uses.get(word) ?? 0) + 1);
  const byWord = new Map<string, Found[]>();
  for (const { key, words: own } of all) {
    const [rarest] = own.sort(([one], [other]) => (uses.get(one) as number) - (uses.get(other) as number));
    if (rarest === undefined) continue;
    byWord.set(rarest[0], [...(byWord.get(rarest[0]) ?? []), { key, start: rarest.index }]);
  }
  const inText = (text: string): string[] => {
    const found = [...text.matchAll(words)].flatMap(({ 0: word, index }) =>
      (byWord.get(word) ?? []).flatMap(({ key, start }) =>
        standsAt(text, key, index - start) ? { key, start: index - start } : [],
      ),
    );
    return apart(found);
  };
  return (item) => [...textsIn(item)].flatMap(inText);
}

function standsAt(text: string, key: string, start: number): boolean {
  if (!text.startsWith(key, start)) return false;
  const [before, after] = [text[start - 1], text[start + key.length]];
  return !(isWordy(before) && isWordy(key[0])) && !(isWordy(after) && isWordy(key.at(-1)));
}

function apart(found: readonly Found[]): string[] {
  let free = 0;
  return found
    .toSorted((one, other) => one.start - other.start || other.key.length - one.key.length)
    .flatMap(({ key, start }) => {
      if (start < free) return [];
      free = start + key.length;
      return key;
    });
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) yield String(value);
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each);
  else
    for (const [name, each] of Object.entries(value)) {
      yield name;
      yield* textsIn(each);
    }
}
