import { HistoryError } from '../history-error.ts';
import type { Said } from '../operations/operation.ts';
import type { HistoryReading } from '../reading.ts';
import type { Source } from '../source/source.ts';
import { jsonOperations } from './json-operations.ts';

/** What this module's own export calls an event of Porcupine. */
interface Event {
  readonly ClientId?: unknown;
  readonly Kind?: unknown;
  readonly Id?: unknown;
  readonly Value?: Readonly<Record<string, unknown>> | null;
}

/**
 * The events of Porcupine as operations, as `./lab history convert --to porcupine` writes them: a call has `{f, key, value}`,
 * a return `{value}`, or `{lost: true}` for an unknown outcome. A client with more than one open call is as many
 * processes: what is unknown returns at the end, when its client has long gone on.
 * https://pkg.go.dev/github.com/anishathalye/porcupine#Event
 * @throws HistoryError for values of another shape, a return without a call and a call that never returns
 */
export function* porcupineOperations(source: Source, reading: HistoryReading): Generator<Said, void, undefined> {
  const open = new Map<unknown, { readonly process: string; readonly f: unknown; readonly key: unknown }>();
  const busy = new Set<string>();
  for (const { operation, line } of jsonOperations(source, reading)) {
    const { ClientId, Kind, Id, Value } = operation as Event;
    const refuse = (field: string, expected: string, got: unknown): HistoryError =>
      new HistoryError(source.file, line, { field, expected, got });
    if (typeof Kind !== 'boolean') throw refuse('Kind', 'false for a call, true for a return', Kind);
    if (!Kind) {
      if (typeof Value?.f !== 'string') throw refuse('Value', '{"f": …, "key": …, "value": …} of a call', Value);
      if (open.has(Id)) throw refuse('Id', 'one that no open call has', Id);
      const { f, key, value } = Value;
      let process = String(ClientId);
      for (let n = 1; busy.has(process); n++) process = `${ClientId}.${n}`;
      busy.add(process);
      open.set(Id, { process, f, key });
      yield { operation: { process, type: 'invoke', f, key, value }, line };
      continue;
    }
    const call = open.get(Id);
    if (call === undefined) throw refuse('Id', 'that of an open call', Id);
    if (typeof Value !== 'object' || Value === null || !('value' in Value || 'lost' in Value)) {
      throw refuse('Value', '{"value": …} or {"lost": true} of a return', Value);
    }
    open.delete(Id);
    if (Value.lost === true) yield { operation: { ...call, type: 'info' }, line };
    else {
      busy.delete(call.process);
      yield { operation: { ...call, type: 'ok', value: Value.value }, line };
    }
  }
}
