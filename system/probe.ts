/** A probe with the answer that it must give, in the words of an experiment file, whose schema checks it. */
export interface Probe {
  readonly name: string;
  readonly tolerance: unknown;
  readonly provider: { readonly type: string } & Readonly<Record<string, unknown>>;
}
