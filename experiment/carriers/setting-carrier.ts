import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { chaosFunctionFor } from '../../chaos/cdk/chaos-functions.ts';
import { restoreSetting } from '../../chaos/lambdas/settings/change-setting.ts';
import { type Note, openRestores, type Restores } from '../../chaos/lambdas/settings/restores.ts';
import type { ActiveFault, Carrier } from './carrier.ts';
import { functionOf, invokeChaosFunction } from './chaos-function.ts';
import type { ChaosTableAccess } from './rule-carrier.ts';
import type { SettingKind } from './setting-kinds.ts';
import { withdrawBy } from './withdrawal.ts';

/** How long putting back one setting may take. */
const PATIENCE_MS = 10_000;

const statusSchema = z.object({
  changes: z.array(z.object({ rule: z.string(), startsAt: z.number(), expiresAt: z.number() })),
});

/**
 * Faults that change the system's own settings: made and taken back by the chaos functions, which note in the chaos table what
 * was there before. To end all of them, what they noted is put back from here, by the same code.
 */
export function openSettingCarrier(access: ChaosTableAccess, kinds: readonly SettingKind[]): Carrier {
  const { lambda, dynamo, chaos } = access;
  const documents = DynamoDBDocumentClient.from(dynamo);
  const stores = kinds.map((kind) => ({ kind, restores: openRestores(documents, chaos.table, kind.fault) }));
  const storeOf = (fault: string) => {
    const store = stores.find(({ kind }) => kind.fault === fault);
    if (store === undefined) throw new Error(`No chaos function changes settings for ${fault}.`);
    return store;
  };
  const nameOf = (fault: string) => functionOf(chaos, chaosFunctionFor(storeOf(fault).kind.fault));
  const ask = async (fault: string, request: Readonly<Record<string, unknown>>) =>
    statusSchema.parse(await invokeChaosFunction(lambda, nameOf(fault), request));
  return {
    name: 'settings',
    startsAhead: false,

    async inject({ id, fault, target, parameters, percentage, seed, durationMs, 'allow-loss': allowLoss }) {
      const rest = { target, parameters, percentage, seed, 'allow-loss': allowLoss };
      const { changes } = await ask(fault, { action: 'inject', id, ...rest, durationSeconds: durationMs / 1_000 });
      const change = changes.find(({ rule }) => rule === id);
      if (change === undefined) throw new Error(`${nameOf(fault)} accepted "${id}", but does not show it.`);
      return { startsAt: change.startsAt, expiresAt: change.expiresAt };
    },

    async extend({ id, fault }, expiresAt) {
      const { restores } = storeOf(fault);
      const note = (await restores.list()).find(({ rule, state }) => rule === id && state === 'changed');
      const put = note !== undefined && (await restores.claim({ ...note, expiresAt }, note));
      if (!put) throw new Error(`What "${id}" has changed is put back already.`);
    },

    async withdraw({ id, fault }) {
      const { kind, restores } = storeOf(fault);
      await withdrawBy(
        () => ask(fault, { action: 'withdraw', id }),
        () => endKind(kind, restores, access, (note) => note.rule === id),
      );
      const left = (await restores.list()).find(({ rule }) => rule === id);
      if (left !== undefined && left.state !== 'restoring')
        throw new Error(`"${id}" was withdrawn, but its note is still there.`);
    },

    async active() {
      return (await Promise.all(stores.map(async ({ restores }) => (await restores.list()).map(activeOf)))).flat();
    },

    async endAll() {
      const ended = stores.map(({ kind, restores }) => endKind(kind, restores, access));
      return (await Promise.all(ended)).flat();
    },
  };
}

async function endKind(
  kind: SettingKind,
  restores: Restores,
  { now, unique }: Pick<ChaosTableAccess, 'now' | 'unique'>,
  qualifies: (note: Note) => boolean = () => true,
): Promise<ActiveFault[]> {
  const notes = (await restores.list()).filter(qualifies);
  for (const { subject } of notes) {
    const endsAt = now() + PATIENCE_MS;
    const operation = {
      fault: kind.fault,
      setting: kind.setting,
      restores,
      holder: unique(),
      deadline: endsAt,
      endsAt,
      now,
      sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
      injected: () => undefined,
      reverted: () => undefined,
    };
    await restoreSetting(operation, subject);
  }
  return notes.map(activeOf);
}

function activeOf({ rule, fault, subject, startsAt, expiresAt, state }: Note): ActiveFault {
  return {
    id: rule,
    fault,
    carrier: 'settings',
    target: subject,
    startsAt,
    expiresAt,
    ...(state === 'restoring' && { ending: true }),
  };
}
