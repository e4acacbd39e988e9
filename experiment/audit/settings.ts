/** Settings that faults may change, as `setting of resource` to its value in words. */
export type Settings = Readonly<Record<string, string>>;

/** What is not as before, one sentence each. */
export function changed(before: Settings, after: Settings): string[] {
  return Object.keys({ ...before, ...after })
    .filter((setting) => before[setting] !== after[setting])
    .map((setting) => `${setting} was ${before[setting] ?? 'absent'} and is ${after[setting] ?? 'absent'}`);
}

/** The given fields of a resource as settings; one that is not set is `none`. */
export function settingsOf(resource: string, fields: Readonly<Record<string, unknown>>): Settings {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      `${field} of ${resource}`,
      value === undefined ? 'none' : String(value),
    ]),
  );
}
