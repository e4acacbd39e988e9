import { loadsOf } from '../../experiment/file/experiment.ts';
import type { Step } from '../../experiment/file/method.ts';
import { nominalTime, nominalWindow } from '../../experiment/file/nominal-time.ts';
import { durationText } from '../../kernel/duration.ts';
import { arrivals } from '../../loadtest/arrivals.ts';

/** When a step is planned to act, in milliseconds from the first request. */
interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const WIDTH = 60;

/** How long a load takes, in milliseconds. */
export function lengthOf(load: {
  readonly operations: number;
  readonly rate: number;
  readonly 'ramp-to'?: number | undefined;
}) {
  const phases = arrivals(load.operations, load.rate, load['ramp-to'] ?? load.rate);
  return phases.reduce((sum, { duration }) => sum + duration, 0) * 1_000;
}

/**
 * Loads and faults as bars over one axis of time, for a terminal. What waits for another step is drawn as if it need not, and
 * what is told by shares of the load as if the system took all that is asked of it.
 */
export function timeline(steps: readonly Step[]): string[] {
  const at = nominalTime(loadsOf({ method: steps }));
  const spans = steps.flatMap(({ name, provider }): Span[] => {
    if (provider.type === 'load') return [{ name, from: provider.start, to: provider.start + lengthOf(provider) }];
    if (provider.type === 'fault') {
      const { start: from, duration } = nominalWindow(provider, at);
      return [{ name, from, to: from + duration }];
    }
    return [];
  });
  const end = Math.max(...spans.map(({ to }) => to));
  const names = Math.max(...spans.map(({ name }) => name.length));
  const column = (ms: number) => Math.round((ms / end) * WIDTH);
  const bars = spans.map(({ name, from, to }) => {
    const length = Math.max(1, column(to) - column(from));
    return `${name.padEnd(names)}  ${' '.repeat(column(from))}${'█'.repeat(length)}`;
  });
  const last = durationText(end);
  return [`${' '.repeat(names)}  0s${last.padStart(WIDTH - 2)}`, ...bars];
}
