import { createReadStream } from 'node:fs';
import { parseEDNString } from 'edn-data';
import { faultOf, type HistoryEvent } from '../event.ts';
import { emptyReading, HistoryError, type HistoryReading } from '../history.ts';
import { FormCutter, FormError } from './forms.ts';
import { withKeys } from './keyed.ts';

const plain = {
  mapAs: 'object',
  setAs: 'array',
  listAs: 'array',
  keywordAs: 'string',
  symbolAs: 'string',
  charAs: 'string',
  objectKeysAs: 'string',
} as const;

/** Clojure's big integers, as it prints those that once were large: a JSON number here. */
const bigint = /(?<=[\s[{(,]-?\d+)N(?=[\s\]}),])/g;

/**
 * Stream the operations of a Jepsen history in EDN: maps with `:process`, `:type`, `:f`, `:value`, and where they are
 * there `:time` (ns), `:index`, `:key`, `:error`. Keywords become strings, `:nemesis` is the nemesis; a missing index is
 * counted, a missing or late time is that of the operation before, a missing function of a transaction is `txn`. Values `[k v]` of independent keys stay as they are
 * here: see `withKeys`. A last form that a crash cut off is reported in `reading`. About 10 µs an operation, in memory
 * bounded by the longest form. https://github.com/jepsen-io/history
 * @throws HistoryError with the line, what was found and what was expected
 */
export async function* readEdnHistory(
  file: string,
  reading: HistoryReading = emptyReading(),
): AsyncGenerator<HistoryEvent, void, undefined> {
  reading.header = { faultline: 'history', version: 1, origin: 0 };
  const cutter = new FormCutter();
  let time = 0;
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    for (const { text, line } of formsOf(file, cutter, chunk as string)) {
      const event = eventOf(parseEDNString(text.replace(bigint, ''), plain), reading.events, time);
      const fault = faultOf(event);
      if (fault !== undefined) throw new HistoryError(file, line, fault);
      time = (event as HistoryEvent).time;
      reading.events += 1;
      yield event as HistoryEvent;
    }
  }
  reading.truncated = cutter.rest();
  if (reading.events === 0) {
    const expected = 'operations such as {:process 0, :type :invoke, :f :read, :value nil}';
    throw new HistoryError(file, cutter.line, { field: 'history', expected, got: reading.truncated });
  }
}

/** Read a whole EDN history into memory, with the keys of independent values. @throws HistoryError */
export async function loadEdnHistory(file: string): Promise<{ reading: HistoryReading; events: HistoryEvent[] }> {
  const reading = emptyReading();
  const events: HistoryEvent[] = [];
  for await (const event of readEdnHistory(file, reading)) events.push(event);
  return { reading, events: withKeys(events) };
}

function formsOf(file: string, cutter: FormCutter, chunk: string): ReturnType<FormCutter['push']> {
  try {
    return cutter.push(chunk);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    throw new HistoryError(file, error.line, { field: 'form', expected: 'matching brackets', got: error.message });
  }
}

/** An event, or what is none: it is looked at next. */
function eventOf(parsed: unknown, index: number, lastTime: number): unknown {
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  const { process, type, f, time, key, value, error } = parsed as Record<string, unknown>;
  // Elle's own examples leave away what it does not look at.
  const isTransaction = f === undefined && Array.isArray(value) && Array.isArray(value[0]);
  const at = typeof time === 'number' ? Math.max(time, lastTime) : (time ?? lastTime);
  return {
    index,
    time: at,
    process: process === undefined && isTransaction ? 0 : process,
    type,
    f: isTransaction ? 'txn' : f,
    ...(key !== undefined && { key }),
    ...(value !== undefined && { value }),
    ...(error !== undefined && error !== null && { error: typeof error === 'string' ? error : JSON.stringify(error) }),
  };
}
