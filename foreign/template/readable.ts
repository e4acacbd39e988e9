/** A logical id without the digest that the CDK ends it with. */
export function readable(id: string): string {
  return id.replace(/(.)[0-9A-F]{8}$/, '$1');
}
