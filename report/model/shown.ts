import type { Run } from './run.ts';
import { storied } from './story.ts';

const detail = /"f":"(?:send|delete|extend|give-back|transition|effect|money|state)"/;
const delivery = /"f":"receive".*"saga":"([^"]+)"/;

/**
 * Which events of a history a report needs, with the stories of these ids besides those of the offenders. Most tell of single messages and steps of units, and only the stories of
 * offenders show those; deliveries also tell how units that were hit got over it. The rest is not even parsed.
 */
export function shownIn({
  verdict,
  ledger,
  client,
  also = [],
}: Pick<Run, 'verdict' | 'ledger' | 'client'> & { readonly also?: readonly string[] }): (
  line: string,
  index: number,
) => boolean {
  const named = new Set<number>();
  for (const { counterexample } of verdict?.invariants ?? [])
    for (const { events } of counterexample?.violations ?? []) for (const index of events) named.add(index);
  const ids = [...storied(verdict).keys(), ...also].map((id) => JSON.stringify(id));
  const hit = new Set(ledger.map(({ key }) => key));
  for (const { key, answer } of client) if (hit.has(key) && typeof answer?.saga === 'string') hit.add(answer.saga);
  const isNeeded = (line: string): boolean => {
    if (detail.test(line)) return false;
    const saga = delivery.exec(line)?.[1];
    return saga === undefined || saga.includes('\\') || hit.has(saga);
  };
  // One pass over the line, not one for each: of a large history most lines come as far as this.
  const storiedId = new RegExp(ids.length === 0 ? '(?!)' : ids.map(literally).join('|'));
  return (line, index) => isNeeded(line) || named.has(index) || storiedId.test(line);
}

/** A pattern of nothing but this text. */
function literally(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
