import type { SystemUnderTest } from '../system/system.ts';
import type { LoadProgress } from './follow-client-log.ts';
import type { LoadOptions } from './run-load.ts';

/** What is to be driven: a load, by the system whose operations it sends. */
export interface DrivenLoad extends Omit<LoadOptions, 'system'> {
  readonly system: Pick<SystemUnderTest, 'folder' | 'workload'>;
}

/** Sends the operations of a load. Answers when every user has an answer or has given up. */
export type Drive = (load: DrivenLoad) => Promise<LoadProgress>;
