import type { Experiment } from '../../experiment/file/experiment.ts';
import type { Method } from '../../experiment/run/method.ts';
import type { Deployment } from '../../infra/deployment.ts';
import type { Drive } from '../../loadtest/drive.ts';
import type { SystemUnderTest } from '../../system/system.ts';

/** An experiment on a system, and how the system comes to it. */
export interface Trial {
  /** Of the experiment: that of its folder among the runs. */
  readonly name: string;
  readonly experiment: Experiment;
  readonly system: SystemUnderTest;
  readonly deployment: Deployment;
  readonly drive: Drive;
  /** Whether operations come as fast as the experiment says, whatever the system takes. @default false */
  readonly asAsked?: boolean;
  /** The folder that gets the folder of the run. */
  readonly runs: string;
  /** Folders of runs without faults, with which the end of this one is compared; they may be made now that it is over. */
  readonly calmRuns?: () => Promise<readonly string[]>;
  /** What is done in place of the experiment's own method. */
  readonly method?: Method | undefined;
}
