import type { Run } from '../../report/model/run.ts';

/** What was typed for a key, as far as it leads. */
export interface Found {
  /** The one that is meant; undefined where there is none, or more than one. */
  readonly key: string | undefined;
  /** Keys that it may be the beginning or a part of, the latest first. */
  readonly candidates: readonly string[];
}

const most = 8;

/** The key or id that a text means: itself, or the only one that holds it. */
export function findKey(run: Pick<Run, 'client' | 'history'>, typed: string): Found {
  const text = typed.trim();
  if (text === '') return { key: undefined, candidates: [] };
  const known = knownKeys(run);
  if (known.has(text)) return { key: text, candidates: [text] };
  const candidates = [...known].filter((key) => key.includes(text)).reverse();
  return { key: candidates.length === 1 ? candidates[0] : undefined, candidates: candidates.slice(0, most) };
}

/** Every key that was asked for and every unit that came of one, in their order. */
function knownKeys({ client, history }: Pick<Run, 'client' | 'history'>): Set<string> {
  const keys = new Set<string>();
  for (const { key, answer } of client) {
    keys.add(key);
    if (typeof answer?.saga === 'string') keys.add(answer.saga);
  }
  for (const { f, key } of history) if (f === 'begin' && key !== undefined) keys.add(String(key));
  return keys;
}
