import { catalogue } from '../../chaos/faults/catalogue.ts';
import type { Fault } from '../../chaos/faults/fault.ts';
import { lossOf } from '../../chaos/faults/loss.ts';
import type { FaultRequest } from '../../experiment/carriers/carrier.ts';
import { openCloudCarriers, openLabCarriers } from '../../experiment/carriers/open-carriers.ts';
import type { Clients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { chooseTarget, type TargetOptions } from '../cloud/target.ts';
import { queueConsumers } from './consumers.ts';
import { endFaults } from './end-faults.ts';
import { endingLines } from './ending-lines.ts';
import { faultTable } from './fault-table.ts';
import { labFor } from './labs.ts';
import { controlOf, withLabs } from './open-control.ts';
import { type FaultOptions, requestedFault } from './requested-fault.ts';

/** What `./lab chaos inject` prints. @throws UsageError if the fault, its target or its parameters are wrong */
export async function injectByHand(name: string, options: FaultOptions & TargetOptions): Promise<string[]> {
  const request = requestedFault(name, options);
  const { cloud } = await chooseTarget('chaos inject', options);
  const from = performance.now();
  const { expiresAt } = await withLabs(cloud, async (labs, clients) => {
    await refuseLoss(request, clients);
    const control = await controlOf(cloud, clients, labFor(labs, request.target));
    await control.check(request);
    return control.inject(request);
  });
  const took = Math.round(performance.now() - from);
  const where = whereOf(cloud);
  return [
    `${request.id}: ${name} is in place after ${took} ms, until ${new Date(expiresAt).toLocaleTimeString()} (${Math.round(request.durationMs / 1_000)} s).`,
    `See it:      ${labCommand} chaos status${where}`,
    `End it now:  ${labCommand} chaos clear${where}`,
  ];
}

/** What `./lab chaos status` prints. */
export async function activeFaults(options: TargetOptions): Promise<string[]> {
  const { cloud } = await chooseTarget('chaos status', options);
  const faults = await withLabs(cloud, async (labs, clients) => {
    const ofLabs = labs.flatMap(({ names }) => openLabCarriers(clients, names, Date.now));
    const carriers = [...(await openCloudCarriers(cloud, Date.now)), ...ofLabs];
    return (await Promise.all(carriers.map((carrier) => carrier.active()))).flat();
  });
  return faultTable(faults, Date.now());
}

/** What `./lab chaos clear` prints. @throws UsageError if a fault cannot be ended */
export async function clearFaults(options: TargetOptions): Promise<string[]> {
  const { cloud } = await chooseTarget('chaos clear', options);
  return endingLines(await endFaults(cloud));
}

/** @throws UsageError for a fault that would have messages deleted which nobody has handled, unless that is wanted */
async function refuseLoss(request: FaultRequest, { lambda }: Clients): Promise<void> {
  const fault = catalogue.find(({ name }) => name === request.fault) as Fault;
  const loss = lossOf(fault, request, await queueConsumers(lambda));
  if (loss !== undefined) throw new UsageError(loss, { hint: 'Say --allow-loss if that is wanted.' });
}

/** The options that lead another command to the same cloud. */
function whereOf({ endpoint, accountId, region }: Cloud): string {
  if (endpoint === undefined) return ` --on aws --account ${accountId} --region ${region}`;
  return endpoint.endsWith(':4566') ? '' : ` --endpoint ${endpoint}`;
}
