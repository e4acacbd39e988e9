import { crash } from '../../faults/functions/crash.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Ways for the process to die. */
export interface Deaths {
  exit(code: number): never;
  /** Takes so much memory that the process is killed. */
  exhaustMemory(limitMb: number): never;
}

/** Lambda's smallest function. */
const LEAST_MEMORY_MB = 128;

/** Lets the execution environment die in one of these ways. */
export function crashInjector({ exit, exhaustMemory }: Deaths): Injector {
  return async (moment) => {
    const [death] = strikesOf(crash, moment);
    if (death === undefined) return undefined;
    if (death.effect.how === 'exit') exit(death.effect.exitCode);
    return exhaustMemory(Number(moment.request.context.memoryLimitInMB) || LEAST_MEMORY_MB);
  };
}
