import type { Properties } from '../../apps/properties/sample.ts';

/** Reads from its service how a resource was deployed, under the names of its properties. */
export type Reader = (physicalId: string, wanted: Properties) => Promise<Record<string, unknown>>;

export type Readers = Readonly<Record<string, Reader>>;

/** Keys and values of tags, sorted, whatever a service calls them. */
export function tagsFrom(given: unknown): object[] {
  const listed = Array.isArray(given)
    ? given.map(({ Key, key, TagKey, Value, value, TagValue }) => [Key ?? key ?? TagKey, Value ?? value ?? TagValue])
    : Object.entries(given ?? {});
  return listed
    .filter(([key]) => !String(key).startsWith('aws:'))
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((a, b) => String(a.Key).localeCompare(String(b.Key)));
}

/** Names as CloudFormation writes them: API Gateway's begin with a small letter. */
export function capitalised(given: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}
