import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Happening } from '../../../system/happening.ts';
import type { RecordValue } from '../../../verify/words/record-words.ts';
import type { SagaItem, SagaVersion } from './records.ts';

/**
 * Every write of a saga's record, in the order of the stream: begun when its writer looked at the clock for it, done as early
 * as that order allows. Those of sagas that began before the run are left out.
 * @param startedAt of the run, epoch ms
 */
export function versionHappenings(versions: readonly SagaVersion[], startedAt: number): Happening[] {
  const latest = new Map<string, { readonly at: number; readonly writes: number }>();
  return versions.flatMap((version): Happening[] => {
    const { key, item } = version;
    const before = latest.get(key);
    if (item === undefined ? before === undefined : item.createdAt < startedAt) return [];
    const began = timeOf(version);
    const at = Math.max(before?.at ?? 0, began);
    const writes = (before?.writes ?? 0) + 1;
    latest.set(key, { at, writes });
    const write = { key, process: `record:${key}/${writes}` };
    if (item === undefined) return [{ ...write, at, type: 'ok', f: 'removal', value: {} }];
    return [
      { ...write, at: began, type: 'invoke', f: 'version' },
      { ...write, at, type: 'ok', f: 'version', value: versionValue(item) },
    ];
  });
}

/** What the stream did not show of the sagas that were found at the end, one sentence each. */
export function versionProblems(versions: readonly SagaVersion[], sagas: readonly SagaItem[]): string[] {
  const first = new Map<string, SagaVersion>();
  const last = new Map(versions.map((version) => [version.key, version]));
  for (const version of versions) if (!first.has(version.key)) first.set(version.key, version);
  const unbegun = sagas.filter(({ id }) => first.get(id)?.change !== 'INSERT');
  const unended = sagas.filter((saga) => !isDeepStrictEqual(last.get(saga.id)?.item, saga));
  const say = (what: string, of: readonly SagaItem[]) =>
    of.length === 0 ? [] : [`${what} of ${of.length} of ${sagas.length} sagas, the first of them ${of[0]?.id}`];
  return [
    ...say('the stream of records does not show the beginning', unbegun),
    ...say('the stream of records does not end with the record as found', unended),
  ];
}

/** A stream rounds down, to a minute at most: within it the record itself says when it was written, if it can be right. */
function timeOf({ at, item }: SagaVersion): number {
  const own = item?.updatedAt ?? at;
  return own >= at && own < at + 60_000 ? own : at;
}

function versionValue(item: SagaItem): RecordValue<'version'> {
  const { version, status, log } = item;
  const final = status === 'confirmed' || status === 'cancelled';
  return { version, label: status, final, log: log.map(lineOf), digest: digestOf(item) };
}

function lineOf({ version, at, event, step, reason }: SagaItem['log'][number]): string {
  return [version, at, event, step, reason].filter((part) => part !== undefined).join(' ');
}

function digestOf(item: SagaItem): string {
  return createHash('sha256').update(JSON.stringify(item, sorted)).digest('base64url').slice(0, 16);
}

/** DynamoDB keeps no order of attributes. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
