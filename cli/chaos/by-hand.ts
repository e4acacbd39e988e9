import type { Cloud } from '../../kernel/cloud.ts';
import { chooseTarget, type TargetOptions } from '../target.ts';
import { endFaults } from './end-faults.ts';
import { endingLines } from './ending-lines.ts';
import { faultTable } from './fault-table.ts';
import { withFaultControl } from './open-control.ts';
import { type FaultOptions, requestedFault } from './requested-fault.ts';

/** What `./lab chaos inject` prints. @throws UsageError if the fault, its target or its parameters are wrong */
export async function injectByHand(name: string, options: FaultOptions & TargetOptions): Promise<string[]> {
  const request = requestedFault(name, options);
  const { cloud } = await chooseTarget('chaos inject', options);
  const from = performance.now();
  const { expiresAt } = await withFaultControl(cloud, async (control) => {
    await control.check(request);
    return control.inject(request);
  });
  const took = Math.round(performance.now() - from);
  const where = whereOf(cloud);
  return [
    `${request.id}: ${name} is in place after ${took} ms, until ${new Date(expiresAt).toLocaleTimeString()} (${Math.round(request.durationMs / 1_000)} s).`,
    `See it:      ./lab chaos status${where}`,
    `End it now:  ./lab chaos clear${where}`,
  ];
}

/** What `./lab chaos status` prints. */
export async function activeFaults(options: TargetOptions): Promise<string[]> {
  const { cloud } = await chooseTarget('chaos status', options);
  const faults = await withFaultControl(cloud, (control) => control.active());
  return faultTable(faults, Date.now());
}

/** What `./lab chaos clear` prints. @throws UsageError if a fault cannot be ended */
export async function clearFaults(options: TargetOptions): Promise<string[]> {
  const { cloud } = await chooseTarget('chaos clear', options);
  return endingLines(await endFaults(cloud));
}

/** The options that lead another command to the same cloud. */
function whereOf({ endpoint, accountId, region }: Cloud): string {
  if (endpoint === undefined) return ` --on aws --account ${accountId} --region ${region}`;
  return endpoint.endsWith(':4566') ? '' : ` --endpoint ${endpoint}`;
}
