import { burn } from './functions/burn.ts';
import { cpuBurnInjector } from './functions/cpu-burn.ts';
import { crashInjector } from './functions/crash.ts';
import { injectDelay } from './functions/delay.ts';
import { diskFullInjector } from './functions/disk-full.ts';
import { injectError } from './functions/error.ts';
import { injectHttpResponse } from './functions/http-response.ts';
import { exhaustMemory } from './functions/memory.ts';
import { injectResponseCorruption } from './functions/response-corruption.ts';
import { fillTemporaryDisk } from './functions/temporary-disk.ts';
import { injectTimeout } from './functions/timeout.ts';
import type { Injector } from './injector.ts';
import { setVisibility } from './queue.ts';
import { injectBatchItemFailures } from './records/batch-item-failures.ts';
import { delayedDeliveryInjector } from './records/delayed-delivery.ts';
import { injectDrop } from './records/drop.ts';
import { duplicateInjector } from './records/duplicate.ts';
import { injectPoison } from './records/poison.ts';
import { reorderInjector } from './records/reorder.ts';
import { settle } from './records/settle.ts';
import { visibilityTimeoutInjector } from './records/visibility-timeout.ts';

/** What injectors do to the world; tests give their own. */
export interface Powers {
  readonly exit: (code: number) => never;
  readonly exhaustMemory: (limitMb: number) => never;
  readonly fillTemporaryDisk: () => () => void;
  readonly burn: (threads: number, ms: number) => () => void;
  readonly setVisibility: typeof setVisibility;
}

const powers: Powers = { exit: (code) => process.exit(code), exhaustMemory, fillTemporaryDisk, burn, setVisibility };

/**
 * The injectors, in the order in which they act on either side of a handler: first what decides which messages it gets and
 * how they come, then what it works in, then what takes time, then what ends it, at last what becomes of its answer.
 */
export function injectors({ exit, exhaustMemory, fillTemporaryDisk, burn, setVisibility } = powers): Injector[] {
  return [
    injectDrop,
    delayedDeliveryInjector(setVisibility),
    reorderInjector(setVisibility),
    injectPoison,
    duplicateInjector(setVisibility),
    visibilityTimeoutInjector(setVisibility),
    injectBatchItemFailures,
    settle,
    diskFullInjector(fillTemporaryDisk),
    cpuBurnInjector(burn),
    injectDelay,
    injectTimeout,
    crashInjector({ exit, exhaustMemory }),
    injectError,
    injectHttpResponse,
    injectResponseCorruption,
  ];
}
