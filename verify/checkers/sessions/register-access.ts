import { type HistoryEvent, nemesis, type ProcessId } from '../../history/event.ts';

/** A read or a write that was answered, of one version of a key. */
export interface Access {
  readonly kind: 'read' | 'write';
  readonly session: ProcessId;
  readonly key: string | number;
  /** Which version was read or made: greater is newer, 0 is the state before all writes. */
  readonly version: number;
  /** Indexes of the events of its call and its answer. */
  readonly began: number;
  readonly ended: number;
}

/**
 * Events with `f: "read"` or `f: "write"`, a key, and in the `ok` the version as an integer or in `{version}`. A session
 * is `correlation.session` where that is given, otherwise the process. What was not answered says nothing of sessions.
 * @returns in the order of the answers. O(n)
 * @throws Error for an `ok` without a key or a version
 */
export function accessesOf(history: readonly HistoryEvent[]): Access[] {
  const open = new Map<ProcessId, number>();
  const accesses: Access[] = [];
  for (let index = 0; index < history.length; index += 1) {
    const event = history[index] as HistoryEvent;
    const { process, f, type, key } = event;
    if (process === nemesis || (f !== 'read' && f !== 'write')) continue;
    if (type === 'invoke') open.set(process, index);
    if (type === 'invoke') continue;
    const began = open.get(process) ?? index;
    open.delete(process);
    if (type !== 'ok') continue;
    if (key === undefined) throw new Error(`event ${event.index}: a ${f} without a key`);
    const session = event.correlation?.session ?? history[began]?.correlation?.session ?? process;
    accesses.push({ kind: f, session, key, version: versionOf(event), began, ended: index });
  }
  return accesses;
}

function versionOf({ index, f, value }: HistoryEvent): number {
  const version = typeof value === 'object' && value !== null ? (value as { version?: unknown }).version : value;
  if (version === null || version === undefined) {
    if (f === 'read') return 0;
  } else if (Number.isSafeInteger(version)) return version as number;
  const expected = 'the version as an integer, or {"version": integer}';
  throw new Error(`event ${index}: a ${f} answered ${JSON.stringify(value) ?? 'nothing'}, expected ${expected}`);
}

/** In words. */
export function describeAccess({ kind, key, version }: Access): string {
  return kind === 'read' ? `read version ${version} of ${key}` : `wrote version ${version} of ${key}`;
}
