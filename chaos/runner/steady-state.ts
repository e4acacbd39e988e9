import type { Experiment, Probe } from './experiment.ts';
import { messagesIn, type Observer } from './observed.ts';
import type { SystemUnderTest } from './system.ts';

/** A probe's answer beside what was tolerable. */
export interface ProbeResult {
  readonly name: string;
  readonly tolerance: Probe['tolerance'];
  /** A number, or why there is none. */
  readonly got: number | string;
  readonly met: boolean;
}

/** Asks every probe of the hypothesis once. */
export async function probeSteadyState(
  hypothesis: Experiment['steady-state-hypothesis'],
  system: SystemUnderTest,
  observer: Observer,
): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const { name, tolerance, provider } of hypothesis.probes) {
    const got = await ask(provider, system, observer).catch((error) => String(error));
    results.push({ name, tolerance, got, met: typeof got === 'number' && isTolerable(got, tolerance) });
  }
  return results;
}

/** `name: expected 0, got 3` for each probe that was not met. */
export function deviations(results: readonly ProbeResult[]): string[] {
  return results
    .filter(({ met }) => !met)
    .map(({ name, tolerance, got }) => `${name}: expected ${JSON.stringify(tolerance)}, got ${got}`);
}

export function isTolerable(got: number, tolerance: Probe['tolerance']): boolean {
  if (typeof tolerance === 'number') return got === tolerance;
  return tolerance[0] <= got && got <= tolerance[1];
}

async function ask(provider: Probe['provider'], system: SystemUnderTest, observer: Observer): Promise<number> {
  switch (provider.type) {
    case 'queue-depth': {
      const queues = provider.queues === 'work' ? system.queues : system.deadLetterQueues;
      return messagesIn(await observer.depths(), queues);
    }
    case 'open-sagas':
      return observer.openSagas();
    case 'http': {
      const signal = AbortSignal.timeout(provider.timeout);
      return (await fetch(`${system.apiUrl}${provider.path}`, { signal })).status;
    }
  }
}
