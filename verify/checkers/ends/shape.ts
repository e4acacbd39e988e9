import { jsonText } from '../../history/exact-json.ts';

/** An item as far as it is the same in every run: finished text, a value that was drawn, or several in brackets. */
export type Shape = string | Drawn | Several;

interface Drawn {
  readonly drawn: string;
  readonly kind: string;
}

interface Several {
  readonly open: string;
  readonly parts: readonly Shape[];
  readonly close: string;
  /** As fields of an object: in no order. */
  readonly anyOrder?: true;
}

/** Names of drawn values; one without a name is told by its kind alone. */
export type Names = ReadonlyMap<string, string>;

/** A text that two shapes share if they are the same, their drawn values under these names. */
export function shapeText(shape: Shape, names: Names): string {
  if (typeof shape === 'string') return shape;
  if ('drawn' in shape) return `<${shape.kind} ${jsonText(names.get(shape.drawn))}>`;
  const parts = shape.parts.map((part) => shapeText(part, names));
  return `${shape.open}${(shape.anyOrder ? parts.sort() : parts).join()}${shape.close}`;
}

/** Where each drawn value stands. A field is told by what it is, not by its rank: its name may be drawn. */
export function drawnPlaces(shape: Shape): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const walk = (at: string, part: Shape): void => {
    if (typeof part === 'string') return;
    if ('drawn' in part) places.set(part.drawn, [...(places.get(part.drawn) ?? []), at]);
    else
      for (const [n, inner] of part.parts.entries())
        walk(jsonText([at, part.anyOrder ? shapeText(inner, new Map()) : n]), inner);
  };
  walk('', shape);
  return places;
}
