/** A target or parameters for people: `function shop-payments, operations PutItem UpdateItem`. What is empty is left out. */
export function inWords(target: Readonly<Record<string, unknown>>): string {
  return Object.entries(target)
    .filter(([, value]) => value !== undefined && !isEmpty(value))
    .map(([name, value]) => `${name} ${valueInWords(value)}`)
    .join(', ');
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  return isMap(value) ? `{ ${inWords(value)} }` : String(value);
}

function isEmpty(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
