import { type LiveWorkload, refused } from './workload.ts';

const keys = ['k', 'l'] as const;

/** A log of two partitions, some offsets of which hold no message; consumers go on where they are, or begin anew. */
export function partitions(): LiveWorkload {
  const logs = new Map<string, [offset: number, value: unknown][]>(keys.map((key) => [key, []]));
  const ends = new Map<string, number>();
  const positions = new Map<string, Map<string, number>>();
  const send = (key: string, value: unknown): unknown => {
    const offset = ends.get(key) ?? 0;
    // Every third offset is a marker of a transaction.
    ends.set(key, offset + (offset % 3 === 1 ? 2 : 1));
    logs.get(key)?.push([offset, value]);
    return ['send', key, [offset, value]];
  };
  const poll = (process: string): unknown => {
    const own = positions.get(process) ?? new Map<string, number>();
    positions.set(process, own);
    const found: Record<string, unknown> = {};
    for (const key of keys) {
      const from = own.get(key) ?? 0;
      const messages = (logs.get(key) ?? []).filter(([offset]) => offset >= from).slice(0, 3);
      own.set(key, (messages.at(-1)?.[0] ?? from - 1) + 1);
      found[key] = messages;
    }
    return ['poll', found];
  };
  return {
    ask(draw, n) {
      const kind = draw(0, 9);
      if (kind === 0) return { f: 'assign', input: keys.slice(draw(0, 1)) };
      if (kind < 5) return { f: 'poll', input: [['poll']] };
      const sends = Array.from({ length: kind < 8 ? 1 : 2 }, (_, m) => ['send', keys[draw(0, 1)], 10 * n + m]);
      return kind < 8 ? { f: 'send', input: sends } : { f: 'txn', input: [['poll'], ...sends] };
    },
    apply({ f, input }, process) {
      if (f === 'assign') {
        for (const key of keys) if (!(input as string[]).includes(key)) positions.get(process)?.delete(key);
        return input;
      }
      const asked = input as [string, string, unknown][];
      const polls = asked.map(([what]) => (what === 'poll' ? poll(process) : undefined));
      if (f === 'txn' && ends.get('k') === 7) return refused;
      return asked.map(([what, key, value], n) => (what === 'poll' ? polls[n] : send(key, value)));
    },
    last: [{ f: 'assign', input: [...keys] }, ...Array.from({ length: 20 }, () => ({ f: 'poll', input: [['poll']] }))],
  };
}
