import * as z from 'zod';
import { inWords } from '../../kernel/in-words.ts';
import type { ActiveFault, Carrier } from './carrier.ts';

const faultsPath = '/_localstack/chaos/faults';
const effectsPath = '/_localstack/chaos/effects';
/** LocalStack answers these itself, in milliseconds; under a heavy load it may be late, and then it must not count as dead. */
const ANSWER_WITHIN_MS = 10_000;

const rulesSchema = z.array(
  z.looseObject({
    id: z.string().optional(),
    fault: z.string().optional(),
    target: z.record(z.string(), z.unknown()).optional(),
    startsAt: z.number().optional(),
    expiresAt: z.number().nullish(),
  }),
);
const effectsSchema = z.record(z.string(), z.unknown());

/** Whether this LocalStack has the API of faults in the cloud. */
export async function hasFaultApi(endpoint: string, request: typeof fetch = fetch): Promise<boolean> {
  const answer = await request(`${endpoint}${faultsPath}`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  return answer.ok && rulesSchema.safeParse(await answer.json().catch(() => undefined)).success;
}

/** Faults on LocalStack's request path and of execution environments, carried by the lab's plug-in (localstack/plugin/CHAOS.md). */
export function openCloudCarrier(
  endpoint: string,
  now: () => number,
  keyField?: string,
  request: typeof fetch = fetch,
): Carrier {
  const ask = async (path: string, method: 'GET' | 'PATCH' | 'POST' | 'DELETE', body?: unknown): Promise<unknown> => {
    const answer = await request(`${endpoint}${path}`, {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`LocalStack refused ${method} ${path} with ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const active = async () => {
    const [rules, effects] = await Promise.all([ask(faultsPath, 'GET'), ask(effectsPath, 'GET')]);
    return [
      ...rulesSchema.parse(rules).map(activeOf),
      ...Object.entries(effectsSchema.parse(effects ?? {}))
        .filter(([, value]) => value !== 0 && value !== null)
        .map(
          ([name, value]): ActiveFault => ({
            id: `effect-${name}`,
            fault: `network ${name} ${value}`,
            carrier: 'cloud',
            target: 'every call',
          }),
        ),
    ];
  };
  return {
    name: 'cloud',
    startsAhead: true,

    async inject({ durationMs, startsAt = now(), 'allow-loss': _allowLoss, ...rule }) {
      const times = { startsAt, expiresAt: startsAt + durationMs };
      const keyed = keyField !== undefined && { keyField };
      const rules = rulesSchema.parse(await ask(faultsPath, 'PATCH', [{ ...rule, ...times, ...keyed }]));
      if (!rules.some(({ id }) => id === rule.id)) {
        throw new Error(`LocalStack accepted the fault "${rule.id}", but does not list it.`);
      }
      return times;
    },

    async extend({ id }, expiresAt) {
      const rule = rulesSchema.parse(await ask(faultsPath, 'GET')).find((one) => one.id === id);
      if (rule === undefined) throw new Error(`LocalStack does not list the fault "${id}" any more.`);
      await ask(faultsPath, 'PATCH', [{ ...rule, expiresAt }]);
    },

    async withdraw({ id }) {
      const rules = rulesSchema.parse(await ask(faultsPath, 'DELETE', [{ id }]));
      if (rules.some((rule) => rule.id === id)) throw new Error(`LocalStack still lists the fault "${id}".`);
    },

    active,

    async endAll() {
      const found = await active();
      if (found.length > 0) await Promise.all([ask(faultsPath, 'POST', []), ask(effectsPath, 'DELETE')]);
      return found;
    },
  };
}

/** A rule in the form of the paid product has no fault and no target: it is shown as it is. */
function activeOf(rule: z.output<typeof rulesSchema>[number]): ActiveFault {
  const { id, fault, target, startsAt, expiresAt, ...rest } = rule;
  return {
    id: id ?? 'without an id',
    fault: fault ?? 'request fault',
    carrier: 'cloud',
    target: target === undefined ? JSON.stringify(rest) : inWords(target),
    startsAt,
    expiresAt: expiresAt ?? undefined,
  };
}
