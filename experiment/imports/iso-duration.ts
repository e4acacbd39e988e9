import { UsageError } from '../../kernel/usage-error.ts';

const seconds = [86_400, 3_600, 60, 1];

/** An ISO 8601 duration without years and months, such as `PT2M`, in milliseconds. @throws UsageError for anything else */
export function isoDuration(text: string): number {
  const parts = /^P(?!$)(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (parts === null) throw new UsageError(`"${text}" is no duration; expected one such as PT2M`);
  return seconds.reduce((sum, each, n) => sum + each * Number(parts[n + 1] ?? 0), 0) * 1_000;
}
