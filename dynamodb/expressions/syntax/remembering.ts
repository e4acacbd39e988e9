const MOST = 1000;

/**
 * The same parser, but it remembers what it parsed lately: programs write the same few expressions again and again. Only texts
 * without faults are remembered, and whatever stands for `kind` then, their syntax is the same.
 */
export function remembering<T>(parse: (kind: string, text: string) => T): (kind: string, text: string) => T {
  const known = new Map<string, T>();
  return (kind, text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const parsed = parse(kind, text);
    if (known.size === MOST) known.clear();
    known.set(text, parsed);
    return parsed;
  };
}
