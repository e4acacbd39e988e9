import { type HistoryEvent, type Key, nemesis, type ProcessId } from '../../history/event.ts';
import { EventError } from '../../history/history-error.ts';
import { OpenOperations } from '../../history/open-operations.ts';

/** A read or a write that was answered, of one version of a key. */
export interface Access {
  readonly kind: 'read' | 'write';
  readonly session: ProcessId;
  readonly key: Key;
  /** Which version was read or made: greater is newer, 0 is the state before all writes. */
  readonly version: number;
  /** Indexes of the events of its call and its answer. */
  readonly began: number;
  readonly ended: number;
}

/** What was answered, in the order of the answers, and writes that may have been made though nobody was told so. */
export interface Accesses {
  readonly accesses: readonly Access[];
  /** By key: how many. */
  readonly unanswered: ReadonlyMap<Key, number>;
}

/**
 * Events with `f: "read"` or `f: "write"`, a key, and in the `ok` the version as an integer or in `{version}`. A session
 * is `correlation.session` where that is given, otherwise the process. O(n)
 * @throws EventError for an `ok` without a key or a version, and a process that does two things at once
 */
export function accessesOf(history: readonly HistoryEvent[]): Accesses {
  const open = new OpenOperations();
  const accesses: Access[] = [];
  const unanswered = new Map<Key, number>();
  const mayHaveWritten = ({ f, key = '' }: HistoryEvent): void => {
    if (f === 'write') unanswered.set(key, (unanswered.get(key) ?? 0) + 1);
  };
  for (let index = 0; index < history.length; index += 1) {
    const event = history[index] as HistoryEvent;
    const { process, f, type, key } = event;
    if (process === nemesis || (f !== 'read' && f !== 'write')) continue;
    if (type === 'invoke') {
      open.begin(event);
      continue;
    }
    const asked = open.end(event) ?? event;
    if (type === 'info') mayHaveWritten({ ...event, key: event.key ?? asked.key });
    if (type !== 'ok') continue;
    if (key === undefined)
      throw new EventError(event, { field: 'key', expected: 'what was read or written', got: key });
    const session = event.correlation?.session ?? asked.correlation?.session ?? process;
    accesses.push({ kind: f, session, key, version: versionOf(event), began: asked.index, ended: event.index });
  }
  for (const event of open.rest()) mayHaveWritten(event);
  return { accesses, unanswered };
}

function versionOf(event: HistoryEvent): number {
  const { f, value } = event;
  const version = typeof value === 'object' && value !== null ? (value as { version?: unknown }).version : value;
  if (version === null || version === undefined) {
    if (f === 'read') return 0;
  } else if (Number.isSafeInteger(version)) return version as number;
  const expected = 'the version as a safe integer, or {"version": integer}';
  throw new EventError(event, { field: 'value', expected, got: value });
}

/** In words. */
export function describeAccess({ kind, key, version }: Access): string {
  return kind === 'read' ? `read version ${version} of ${key}` : `wrote version ${version} of ${key}`;
}
