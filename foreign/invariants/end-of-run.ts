import type { ClientAttempt } from '../../run/run-files.ts';
import type { Snapshot } from '../../run/snapshot.ts';
import { nameCalled } from '../called.ts';
import type { End, EndMessage, EndRequest } from './own-invariant.ts';

/** How a run ended, as its files say. Pure. @param ids of constructs, by the names of what they made */
export function endOfRun(
  snapshot: Pick<Snapshot, 'tables' | 'outputs' | 'deadLetters' | 'attempts'>,
  ids: ReadonlyMap<string, string> = new Map(),
): End {
  const { tables } = snapshot;
  return {
    table(called) {
      const names = [...tables.keys()];
      const found = nameCalled(called, names, ids);
      if ('name' in found) return tables.get(found.name) ?? [];
      throw new Error(`${found.count} table is called "${called}"; there are: ${names.join(', ')}`);
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
