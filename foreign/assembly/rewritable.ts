/** A value of a template with fields. */
export type Json = Record<string, unknown>;

/** A template of an app, as it is changed in the copy. */
export interface Rewritable {
  readonly Resources: Record<string, { Type: string; Properties?: Json; Metadata?: Json; [rest: string]: unknown }>;
  readonly Parameters?: Readonly<Record<string, { readonly Type?: unknown; readonly Default?: unknown }>>;
}
