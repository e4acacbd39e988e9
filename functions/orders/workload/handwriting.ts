/** A request as a client writes it. */
export interface Written {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const cases: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
];
const indents = [undefined, undefined, 1, 2, '\t'] as const;

/**
 * The same order in another hand: fields in another order, on every level, other space between them, header names in another
 * case. Whoever repeats a request through another library, or after an update of the app, does so.
 * @param draw from 0 up to 1, the same for the same words
 */
export function writtenAnew(order: object, idempotencyKey: string, draw: (what: string) => number): Written {
  const pick = <Item>(what: string, items: readonly Item[]): Item =>
    items[Math.floor(draw(what) * items.length)] as Item;
  const spell = pick('case', cases);
  return {
    body: JSON.stringify(shuffled(order, draw, ''), undefined, pick('indent', indents)),
    headers: { [spell('Content-Type')]: 'application/json', [spell('Idempotency-Key')]: idempotencyKey },
  };
}

function shuffled(value: unknown, draw: (what: string) => number, path: string): unknown {
  if (Array.isArray(value)) return value.map((each, n) => shuffled(each, draw, `${path}/${n}`));
  if (typeof value !== 'object' || value === null) return value;
  const drawn = Object.entries(value).map(([name, inner]) => ({ name, inner, place: draw(`${path}/${name}`) }));
  drawn.sort((a, b) => a.place - b.place);
  return Object.fromEntries(drawn.map(({ name, inner }) => [name, shuffled(inner, draw, `${path}/${name}`)]));
}
