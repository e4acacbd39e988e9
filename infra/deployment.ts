import type { Cloud } from '../kernel/cloud.ts';
import type { Deployed } from '../system/deployed.ts';
import type { System } from '../system/system.ts';
import { deploy, destroy, prepareDeployment } from './deploy.ts';
import { findDeployed } from './deployed.ts';

/** How a system comes to a LocalStack and leaves it. */
export interface Deployment {
  /** Does what can be done before the cloud is there. */
  prepare(cloud: Cloud, report: (line: string) => void): Promise<void>;
  deploy(cloud: Cloud, report: (line: string) => void): Promise<Deployed>;
  /** What is deployed. @throws UsageError if it is not there */
  find(cloud: Cloud): Promise<Deployed>;
  /** Does nothing where nothing is deployed. */
  destroy(cloud: Cloud): Promise<void>;
}

/** The deployment of a system that is built here. @param sabotage whose twins take the place of their originals */
export function deploymentOf(system: System, sabotage?: string): Deployment {
  return {
    prepare: (cloud, report) => prepareDeployment(cloud, system, { sabotage, report }),
    deploy: (cloud, report) => deploy(cloud, system, { sabotage, report }),
    find: (cloud) => findDeployed(cloud, system.name),
    destroy: (cloud) => destroy(cloud, system),
  };
}
