import { openLines } from '../../run/appended-lines.ts';
import type { ClientAttempt } from '../../run/run-files.ts';

/** What the users of a run have seen so far. */
export interface ClientRecord {
  /** How long each request took that ended since then (epoch ms), in milliseconds; in the order in which they were recorded. */
  waits(since: number): number[];
}

/** Reads a growing `client.jsonl`, each line once. */
export function openClientRecord(path: string): ClientRecord {
  const newLines = openLines(path);
  const ended: { readonly at: number; readonly waitedMs: number }[] = [];
  return {
    waits(since) {
      for (const line of newLines()) {
        const { at, endedAt } = JSON.parse(line) as ClientAttempt;
        ended.push({ at: endedAt, waitedMs: endedAt - at });
      }
      return ended.filter(({ at }) => at >= since).map(({ waitedMs }) => waitedMs);
    },
  };
}
