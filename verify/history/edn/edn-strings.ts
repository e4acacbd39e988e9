/** Characters that EDN and Clojure name. */
export const namedCharacters: Readonly<Record<string, string>> = {
  newline: '\n',
  return: '\r',
  space: ' ',
  tab: '\t',
  formfeed: '\f',
  backspace: '\b',
};

const escapes: Readonly<Record<string, string>> = {
  t: '\t',
  r: '\r',
  n: '\n',
  b: '\b',
  f: '\f',
  '\\': '\\',
  '"': '"',
};
const escaped = /\\(?:u([0-9a-fA-F]{4})|o?([0-3]?[0-7]{1,2})|([\s\S]))/g;

/** What a string says between its quotes; undefined for an escape that nobody knows. */
export function stringOf(inner: string): string | undefined {
  if (!inner.includes('\\')) return inner;
  let isKnown = true;
  const text = inner.replace(escaped, (_, hex?: string, octal?: string, one = '') => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    isKnown &&= escapes[one] !== undefined;
    return escapes[one] ?? '';
  });
  return isKnown ? text : undefined;
}
