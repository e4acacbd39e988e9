/**
 * The ids among `ids` that an answer reports as failed; all of them if it cannot be read (Developer Guide, "Implementing partial
 * batch responses"): nothing failed with an empty or null answer or list; everything with anything that is none, or with an empty,
 * null or unknown identifier.
 */
export function failedOf(payload: unknown, ids: ReadonlySet<string>): ReadonlySet<string> {
  if (payload === null || payload === undefined || payload === '') return new Set();
  if (typeof payload !== 'object' || Array.isArray(payload)) return ids;
  const items = (payload as { readonly batchItemFailures?: unknown }).batchItemFailures;
  if (items === undefined || items === null) return new Set();
  if (!Array.isArray(items)) return ids;
  const reported = items.map((item: { readonly itemIdentifier?: unknown } | null) => item?.itemIdentifier);
  return reported.every((id) => typeof id === 'string' && ids.has(id)) ? new Set(reported as string[]) : ids;
}
