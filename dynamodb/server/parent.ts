const LOOK_EVERY_MS = 200;

/** Ends this process soon after the one that started it has ended, however that was: then this one gets another parent. */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, LOOK_EVERY_MS);
}
