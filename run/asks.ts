import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { openLines } from './appended-lines.ts';

const file = 'asks.jsonl';
const name = z.string().min(1).max(120);

/** What may be asked of a run while it goes on: to abort, to inject a fault of its experiment once more, to end one that is on. */
export const askSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('abort') }),
  z.strictObject({ ask: z.literal('inject'), fault: name.describe('The name of its step.') }),
  z.strictObject({ ask: z.literal('withdraw'), fault: name.describe('The id of its rule.') }),
]);
export type Ask = z.output<typeof askSchema>;

const lineSchema = z.strictObject({ at: z.number(), asked: askSchema });

/** Asks something of the run that writes into this folder, with one write. `at` in epoch milliseconds. */
export function askRun(runDir: string, asked: Ask, at: number): void {
  appendFileSync(join(runDir, file), `${JSON.stringify({ at, asked })}\n`);
}

/** A reader of what is asked of a run: each call returns what was asked since the last. Lines that ask nothing known are left out. */
export function openAskLines(runDir: string): () => Ask[] {
  const added = openLines(join(runDir, file));
  return () =>
    added().flatMap((line) => {
      const parsed = lineSchema.safeParse(jsonOf(line));
      return parsed.success ? [parsed.data.asked] : [];
    });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
