/** How long a chaos function may take before its work is done from here: the faults that it should end may be what slows it down. */
const PATIENCE_MS = 1_000;

/**
 * Ends a fault by its chaos function or, when that fails or takes too long, without it. Both may act: doing so twice is harmless.
 * @throws the chaos function's error when neither could end it
 */
export async function withdrawBy(
  chaosFunction: () => Promise<unknown>,
  directly: () => Promise<unknown>,
  patienceMs: number = PATIENCE_MS,
): Promise<void> {
  const asked = chaosFunction();
  const answered = asked.then(
    () => true,
    () => false,
  );
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), patienceMs);
  const inTime = await Promise.race([answered, late.promise]);
  clearTimeout(timer);
  if (inTime) return;
  // It may fail because the chaos function is at work on the same thing just now.
  await directly().catch(() => asked);
}
