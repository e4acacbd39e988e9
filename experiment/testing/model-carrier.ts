import type { Time } from '../../kernel/pause.ts';
import type { ActiveFault, Carrier, FaultRequest } from '../carriers/carrier.ts';

/** A carrier in memory: each call takes a while, may fail, and goes on when its caller dies. */
export interface ModelCarrier {
  /** As the process sees it that `alive` belongs to: what a dead process asks for never arrives, what it asked for does. */
  seenBy(process: { alive: boolean }): Carrier;
  /** What acts now. */
  acting(): ActiveFault[];
}

/** What the model draws from. */
export interface Chance {
  /** How long the next call takes on its way there, and on its way back, in milliseconds. */
  latencyMs(): number;
  /** Whether the next call fails, and whether after it was carried out. */
  failure(): 'none' | 'before' | 'after';
}

export function modelCarrier(name: Carrier['name'], time: Time, chance: Chance): ModelCarrier {
  const faults = new Map<string, ActiveFault>();
  const acting = () => [...faults.values()].filter(({ expiresAt = Infinity }) => time.now() < expiresAt);

  const call = async <Result>(process: { alive: boolean }, act: () => Result): Promise<Result> => {
    if (!process.alive) return new Promise(() => undefined);
    const [there, back, failure] = [chance.latencyMs(), chance.latencyMs(), chance.failure()];
    await time.pause(there);
    if (failure === 'before') throw new Error(`${name} did not answer.`);
    const result = act();
    await time.pause(back);
    if (failure === 'after') throw new Error(`${name} did, but its answer was lost.`);
    // The answer meets nobody.
    return process.alive ? result : new Promise(() => undefined);
  };

  return {
    acting,
    seenBy: (process) => ({
      name,
      startsAhead: name !== 'settings',
      inject: ({ id, fault, durationMs, startsAt = time.now() }: FaultRequest) =>
        call(process, () => {
          // A setting cannot be put there ahead of its time: whatever the request says, it is changed now.
          const from = name === 'settings' ? time.now() : startsAt;
          const times = { startsAt: from, expiresAt: from + durationMs };
          faults.set(id, { id, fault, carrier: name, target: 'model', ...times });
          return times;
        }),
      extend: ({ id }, expiresAt) =>
        call(process, () => {
          const fault = faults.get(id);
          if (fault === undefined) throw new Error(`${id} is over.`);
          faults.set(id, { ...fault, expiresAt });
        }),
      withdraw: ({ id }) => call(process, () => void faults.delete(id)),
      active: () => call(process, acting),
      endAll: () =>
        call(process, () => {
          const found = acting();
          faults.clear();
          return found;
        }),
    }),
  };
}
