import type { ClientAttempt } from '../../run/run-files.ts';
import type { Snapshot } from '../../run/snapshot.ts';
import type { End, EndMessage, EndRequest } from './own-invariant.ts';

/** How a run ended, as its files say. Pure. */
export function endOfRun(snapshot: Pick<Snapshot, 'tables' | 'outputs' | 'deadLetters' | 'attempts'>): End {
  const { tables } = snapshot;
  return {
    table(called) {
      const names = [...tables.keys()];
      const fitting = names.includes(called) ? [called] : names.filter((name) => name.endsWith(`-${called}`));
      const [only] = fitting;
      if (only !== undefined && fitting.length === 1) return tables.get(only) ?? [];
      const which = only === undefined ? 'no table' : 'more than one table';
      throw new Error(`${which} is called "${called}"; there are: ${names.join(', ')}`);
    },
    messages: snapshot.outputs.map(messageOf),
    deadLetters: snapshot.deadLetters.map(messageOf),
    requests: requestsIn(snapshot.attempts),
  };
}

function messageOf({ queue, body }: { readonly queue: string; readonly body: string }): EndMessage {
  try {
    return { queue, body: JSON.parse(body) };
  } catch {
    return { queue, body };
  }
}

/** One clear answer settles a request: what was unclear before it was asked again. */
function requestsIn(attempts: readonly ClientAttempt[]): EndRequest[] {
  const found = new Map<string, EndRequest>();
  for (const { key, request: number, outcome } of attempts) {
    const before = found.get(key)?.outcome;
    const settled = outcome === 'ok' || before === undefined || before === 'info' ? outcome : before;
    found.set(key, { key, number, outcome: before === 'ok' ? before : settled });
  }
  return [...found.values()];
}
