import type { HistoryEvent } from '../../history/event.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { expectType, readValue } from '../../words/read-value.ts';
import { type RecordValue, recordTypes, recordValues } from '../../words/record-words.ts';
import { pictureOfWrites, type Write } from './picture-of-writes.ts';

type Version = RecordValue<'version'>;

/** Of so many records the writes are drawn. */
const drawn = 3;

/**
 * A record begins at version 1, and each write makes of a version the next one: its log holds that of the version before
 * and perhaps more, and of a final version there is no next one. Nothing is removed. The same content written again, as by
 * a retry whose first attempt had succeeded, changes nothing and is not accused.
 *
 * It needs every write: a record as found at the end may have been taken back and have come there again.
 */
export const versionsAdvance: Checker = {
  name: 'versions-advance',
  claim:
    'Each write of a record makes the next version of it: none is overwritten, no log is rewritten, no end is undone.',
  complexity: 'O(n) in events and lines of their logs',
  source: 'aws-semantics: no resurrection; Kung, Robinson: On Optimistic Methods for Concurrency Control (1981)',
  definite: false,
  looksFor: { words: ['version', 'removal'], counted: ['versions', 'removals'] },
  check(history) {
    const records = new Map<string, Write[]>();
    const begun = new Map<HistoryEvent['process'], HistoryEvent>();
    const violations: Violation[] = [];
    const counts = { versions: 0, removals: 0, again: 0 };
    for (const event of history) {
      if (event.f !== 'version' && event.f !== 'removal') continue;
      expectType(event, recordTypes[event.f]);
      if (event.type === 'invoke') {
        begun.set(event.process, event);
        continue;
      }
      const id = String(event.key);
      const writes = records.get(id) ?? [];
      const before = writes.at(-1);
      const accuse = (what: string): void => {
        violations.push({ id, what, events: [...(before === undefined ? [] : [before.written.index]), event.index] });
      };
      if (event.f === 'removal') {
        counts.removals += 1;
        accuse(`${before === undefined ? 'it' : nameOf(before.value)} was removed`);
        continue;
      }
      const value = readValue(recordValues.version, event);
      counts.versions += 1;
      if (before?.value.digest === value.digest) {
        counts.again += 1;
        continue;
      }
      const wrong = wrongWith(before?.value, value);
      if (wrong !== undefined) accuse(wrong);
      writes.push({ value, began: begun.get(event.process), written: event });
      records.set(id, writes);
    }
    const offenders = [...new Set(violations.map(({ id }) => id))].slice(0, drawn);
    const pictures = offenders.flatMap((id) => pictureOfWrites(id, records.get(id) ?? []) ?? []);
    return {
      ...resultOf(violations, { records: records.size, ...counts }),
      ...(pictures.length > 0 && { linearizations: pictures }),
    };
  },
};

/** What is wrong with a write over what was there, if anything. */
function wrongWith(before: Version | undefined, after: Version): string | undefined {
  if (before === undefined) return after.version === 1 ? undefined : `it began at ${nameOf(after)}`;
  if (before.final) return `${nameOf(before)} is final, and was overwritten by ${nameOf(after)}`;
  if (after.version === before.version) return `${nameOf(before)} was written again with another content`;
  if (after.version !== before.version + 1) return `${nameOf(before)} was overwritten by ${nameOf(after)}`;
  const changed = before.log.findIndex((line, n) => line !== after.log[n]);
  if (changed < 0) return undefined;
  return `${nameOf(after)} rewrote the log: "${before.log[changed]}" became "${after.log[changed] ?? ''}"`;
}

function nameOf({ version, label }: Version): string {
  return `version ${version} (${label})`;
}
