import { type HistoryEvent, nemesis } from '../event.ts';
import { jsonText } from '../exact-json.ts';

const keyword = /^[a-z][\w.*+!?-]*$/i;
const longest = 2n ** 63n;

/**
 * One operation as Jepsen writes it, an EDN map: type, function and micro-operations of transactions as keywords, a key
 * and its value as a vector `[k v]`, strings as strings. What Jepsen has no word for (`correlation`) is left out.
 */
export function ednOf({ index, time, process, type, f, key, value, error }: HistoryEvent): string {
  const said = key === undefined ? value : [key, value];
  const fields = [
    `:process ${process === nemesis ? ':nemesis' : ednValue(process)}`,
    `:type :${type}`,
    `:f ${keyword.test(f) ? `:${f}` : ednValue(f)}`,
    `:value ${f === 'txn' && key === undefined ? ednTransaction(value) : ednValue(said)}`,
    `:time ${time}`,
    `:index ${index}`,
  ];
  if (error !== undefined) fields.push(`:error ${ednValue(error)}`);
  return `{${fields.join(', ')}}`;
}

/** Micro-operations begin with a keyword. */
function ednTransaction(value: unknown): string {
  if (!Array.isArray(value) || !value.every((each) => Array.isArray(each) && keyword.test(String(each[0])))) {
    return ednValue(value);
  }
  const operations = value.map(([f, ...rest]: unknown[]) => `[${[`:${f}`, ...rest.map(ednValue)].join(' ')}]`);
  return `[${operations.join(' ')}]`;
}

function ednValue(value: unknown): string {
  if (value === undefined || value === null) return 'nil';
  if (Array.isArray(value)) return `[${value.map(ednValue).join(' ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return `{${entries.map(([name, each]) => `${keyword.test(name) ? `:${name}` : ednValue(name)} ${ednValue(each)}`).join(', ')}}`;
  }
  // Clojure reads no more than 64 bits without being told.
  if (typeof value === 'bigint') return value >= -longest && value < longest ? `${value}` : `${value}N`;
  return typeof value === 'string' ? ednString(value) : jsonText(value);
}

function ednString(text: string): string {
  const escaped = text.replace(/["\\\p{Cc}\p{Cs}]/gu, (one) =>
    one === '"' || one === '\\' ? `\\${one}` : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
