/** A target for people: `function faultline-payments, operations PutItem UpdateItem`. */
export function inWords(target: Readonly<Record<string, unknown>>): string {
  return Object.entries(target)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(', ');
}
