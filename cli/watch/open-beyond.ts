import { findDeployed } from '../../infra/deployed.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import type { Beyond } from '../../live/follow/follow-run.ts';
import type { BeyondReader } from '../../live/server/view.ts';
import { historySoFar } from '../../observe/follow/history-so-far.ts';
import { type Follower, openFollower } from '../../observe/follow/open-follower.ts';
import type { Manifest } from '../../run/run-files.ts';
import type { System } from '../../system/system.ts';

type Known = Pick<System, 'name' | 'records' | 'judging'>;

/** Reads what a system tells of a run while its experiment goes on; before and after there may be nobody to ask. @param systemNamed finds it; undefined where nobody knows it */
export function openBeyond(systemNamed: (name: string) => Known | undefined): BeyondReader {
  let follower: Follower | undefined;
  let problem: string | undefined;
  const readOn = async (manifest: Manifest, system: Known) => {
    const { endpoint } = manifest.engine;
    if (endpoint === undefined) return;
    try {
      if (follower === undefined) {
        const cloud = localstackCloud(endpoint);
        const deployed = await findDeployed(cloud, system.name);
        follower = await openFollower({ system, cloud, deployed, since: manifest.startedAt, now: Date.now });
      }
      await follower.readOn();
      problem = undefined;
    } catch (error) {
      // A fault may hit whoever asks.
      problem = `Records and logs could not be read (${error instanceof Error ? error.message : String(error)}).`;
    }
  };
  return {
    async read({ manifest, client, journal }): Promise<Beyond> {
      const system = systemNamed(manifest.system.name);
      const experiment = journal.filter(({ step }) => step === 'experiment');
      const goesOn = experiment.length > 0 && experiment.every(({ status }) => status === 'started');
      if (system === undefined) problem = `What ${manifest.system.name} writes into its records is not known here.`;
      else if (goesOn) await readOn(manifest, system);
      const translate = system === undefined ? undefined : (await system.judging()).translate;
      const { versions = [], injections = [] } = follower ?? {};
      const told = { manifest, attempts: client, journal, injections, versions };
      const nobody = { records: [], translate: () => ({ happenings: [], problems: [] }) };
      const known = translate === undefined || system === undefined ? nobody : { records: system.records, translate };
      return { ...historySoFar(told, known), ledger: injections, ...(problem !== undefined && { problem }) };
    },
    close: () => follower?.close(),
  };
}
