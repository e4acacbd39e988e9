import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type * as z from 'zod';

/** What was read of a file of JSON lines, and what could not be, one sentence each. */
export interface JsonLines<Line> {
  readonly lines: Line[];
  readonly problems: string[];
}

/**
 * Read a file of JSON lines. A line that is no JSON or does not fit is left out and named: a run that crashed is judged
 * from what it left. A file that is not there is a problem too, unless `optional`.
 */
export async function readJsonLines<Line>(
  file: string,
  schema: z.ZodType<Line>,
  options: { readonly optional?: boolean } = {},
): Promise<JsonLines<Line>> {
  if (!existsSync(file)) return { lines: [], problems: options.optional === true ? [] : [`${file} is missing`] };
  const lines: Line[] = [];
  const problems: string[] = [];
  const text = await readFile(file, 'utf8');
  for (const [n, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = schema.safeParse(jsonOf(line));
    if (parsed.success) lines.push(parsed.data);
    else {
      const issue = parsed.error.issues[0];
      const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
      problems.push(`${file}:${n + 1}: ${where}${issue?.message ?? 'malformed'}, got ${line.slice(0, 80)}`);
    }
  }
  return { lines, problems };
}

/** Write a file of JSON lines anew. */
export async function writeJsonLines(file: string, lines: readonly unknown[]): Promise<void> {
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
