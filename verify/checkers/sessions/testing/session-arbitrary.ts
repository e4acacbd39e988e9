import fc from 'fast-check';
import type { HistoryEvent } from '../../../history/event.ts';

/** One access: who, what, of which key, and the version that it read or made. */
export interface Step {
  readonly session: string;
  readonly f: 'read' | 'write';
  readonly key: string;
  readonly version: number;
}

/** Accesses one after the other, each by its session. */
export function historyOf(steps: readonly Step[]): HistoryEvent[] {
  return steps.flatMap(({ session, f, key, version }, n): HistoryEvent[] => {
    const at = { process: session, f, key };
    const asked = f === 'write' ? { value: version } : {};
    return [
      { index: 2 * n, time: 2 * n, type: 'invoke', ...at, ...asked },
      { index: 2 * n + 1, time: 2 * n + 1, type: 'ok', ...at, value: version },
    ];
  });
}

/** A step with when it began and ended; sessions do several things at once. */
export interface Spanned extends Step {
  readonly began: number;
  readonly ended: number;
}

/** The same steps, each overlapping some of the next ones. */
export function spanned(steps: fc.Arbitrary<Step[]>): fc.Arbitrary<Spanned[]> {
  const lengths = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 20, maxLength: 20 });
  return fc
    .tuple(steps, lengths)
    .map(([plan, long]) =>
      plan.map((step, n) => ({ ...step, began: 2 * n, ended: 2 * n + (long[n % long.length] as number) + 0.5 })),
    );
}

/** The history of them: a process for each, and its session beside it. */
export function historyOfSpans(steps: readonly Spanned[]): HistoryEvent[] {
  const events = steps.flatMap(({ session, f, key, version, began, ended }, n) => {
    const at = { process: `p${n}`, f, key, correlation: { session } };
    return [
      { ...at, at: began, type: 'invoke' as const, ...(f === 'write' && { value: version }) },
      { ...at, at: ended, type: 'ok' as const, value: version },
    ];
  });
  return events.sort((a, b) => a.at - b.at).map(({ at: _, ...event }, index) => ({ index, time: index, ...event }));
}

const plans = (maxLength: number, sessions: number, keys: number) =>
  fc.array(fc.tuple(fc.nat(sessions - 1), fc.boolean(), fc.nat(keys - 1), fc.nat(4)), { minLength: 1, maxLength });

/** What one copy of every key, read and written in turn, gives; at the end every key is read. */
export function oneCopySteps(maxLength = 40): fc.Arbitrary<Step[]> {
  return plans(maxLength, 3, 3).map((plan) => {
    const versions = new Map<string, number>();
    const steps = plan.map(([who, isRead, k]): Step => {
      const key = `k${k}`;
      const version = (versions.get(key) ?? 0) + (isRead ? 0 : 1);
      versions.set(key, version);
      return { session: `s${who}`, f: isRead ? 'read' : 'write', key, version };
    });
    return [...steps, ...[...versions].map(([key, version]): Step => ({ session: 's0', f: 'read', key, version }))];
  });
}

/** Anything at all, but for two writes of one version. */
export function anySteps(maxLength: number): fc.Arbitrary<Step[]> {
  return plans(maxLength, 2, 2).map((plan) => {
    const made = new Set<string>();
    return plan.map(([who, isRead, k, version]): Step => {
      const key = `k${k}`;
      const taken = made.has(`${key} ${version}`) || version === 0;
      if (!isRead && !taken) made.add(`${key} ${version}`);
      return { session: `s${who}`, f: isRead || taken ? 'read' : 'write', key, version };
    });
  });
}
