import type { Time } from '../../kernel/pause.ts';
import { type ActiveFault, acting, type Carrier } from './carrier.ts';

/** How faults were ended. */
export interface Ending {
  readonly ended: readonly ActiveFault[];
  /** What could not be ended, one sentence each; empty as it should be. */
  readonly problems: readonly string[];
  /** Until the last fault was off. */
  readonly tookMs: number;
}

export interface EndingOptions {
  readonly time: Time;
  /** How long nothing may turn up before it is over: a request that was on its way when its sender died arrives late. */
  readonly settleMs: number;
  /** When to give up. */
  readonly withinMs: number;
  /** Tells, where something could not be ended, whether the cloud itself has ended: its faults are off, and nobody can be asked. */
  readonly isGone?: () => Promise<boolean>;
}

/** As much of a carrier as it takes to end what it carries. */
type Ends = Pick<Carrier, 'name' | 'endAll'>;

const LOOK_EVERY_MS = 200;
/** How long the others wait for the faults of the cloud to end; a cloud that hangs must not keep them from ending. */
const HEAD_START_MS = 500;

/**
 * Ends all faults of all carriers and looks again until nothing turns up any more. Faults of the cloud go first, because they
 * may hit the calls that end the others. A carrier that fails is asked again.
 */
export async function endAllFaults(carriers: readonly Ends[], options: EndingOptions): Promise<Ending> {
  const { time, settleMs, withinMs, isGone } = options;
  const startedAt = time.now();
  const ended = new Map<string, ActiveFault>();
  let offAt: number | undefined;
  let quietSince: number | undefined;
  for (;;) {
    const { found, problems } = await endOnce(carriers, time);
    const at = time.now();
    const acted = acting(found);
    for (const fault of acted) ended.set(`${fault.carrier} ${fault.id}`, fault);
    if (problems.length > 0) {
      if (await isGone?.()) return { ended: [...ended.values()], problems: [], tookMs: at - startedAt };
      offAt = quietSince = undefined;
    } else {
      // What was found is gone now; what turned up late was on until now.
      offAt = acted.length > 0 ? at : (offAt ?? at);
      quietSince = found.length > 0 ? at : (quietSince ?? at);
    }
    const over = quietSince !== undefined && at - quietSince >= settleMs;
    if (over || at - startedAt >= withinMs) {
      return { ended: [...ended.values()], problems, tookMs: (offAt ?? at) - startedAt };
    }
    await time.pause(LOOK_EVERY_MS);
  }
}

async function endOnce(carriers: readonly Ends[], time: Time) {
  const found: ActiveFault[] = [];
  const problems: string[] = [];
  const end = async (carrier: Ends) => {
    try {
      found.push(...(await carrier.endAll()));
    } catch (error) {
      problems.push(`${carrier.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const cloud = Promise.all(carriers.filter(({ name }) => name === 'cloud').map(end));
  await Promise.race([cloud, time.pause(HEAD_START_MS)]);
  await Promise.all([cloud, ...carriers.filter(({ name }) => name !== 'cloud').map(end)]);
  return { found, problems };
}
