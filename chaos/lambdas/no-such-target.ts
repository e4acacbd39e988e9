/** The target of a fault does not exist, or no longer. */
export class NoSuchTarget extends Error {
  override readonly name = 'NoSuchTarget';

  /** @param what `The function "x"` */
  constructor(what: string, cause?: unknown) {
    super(`${what} does not exist. Check its name, the account and the region.`, { cause });
  }
}

/** Runs a call to AWS and tells an answer of one of these names apart as {@link NoSuchTarget}. */
export async function orNoSuchTarget<Answer>(what: string, names: readonly string[], call: Promise<Answer>) {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) throw new NoSuchTarget(what, error);
    throw error;
  }
}
