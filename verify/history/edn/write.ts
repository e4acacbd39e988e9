import { toEDNString, toEDNStringFromSimpleObject, toKeyword } from 'edn-data';
import { type HistoryEvent, nemesis } from '../event.ts';

/**
 * One operation as Jepsen writes it, an EDN map: type, function and micro-operations of transactions as keywords, a key
 * and its value as a vector `[k v]`, strings as strings. What Jepsen has no word for (`correlation`) is left out.
 */
export function ednOf({ index, time, process, type, f, key, value, error }: HistoryEvent): string {
  const keyed = key === undefined ? value : [key, value];
  const fields = [
    `:process ${process === nemesis ? ':nemesis' : toEDNString(process)}`,
    `:type ${toEDNString(toKeyword(type))}`,
    `:f ${/^[a-z][\w.*+!?-]*$/i.test(f) ? `:${f}` : toEDNString(f)}`,
    `:value ${f === 'txn' && key === undefined ? ednTransaction(value) : ednValue(keyed)}`,
    `:time ${time}`,
    `:index ${index}`,
  ];
  if (error !== undefined) fields.push(`:error ${toEDNString(error)}`);
  return `{${fields.join(', ')}}`;
}

/** Micro-operations begin with a keyword. */
function ednTransaction(value: unknown): string {
  if (!Array.isArray(value) || !value.every((each) => Array.isArray(each) && typeof each[0] === 'string')) {
    return ednValue(value);
  }
  const operations = value.map(([f, ...rest]: unknown[]) => `[${[`:${f}`, ...rest.map(ednValue)].join(' ')}]`);
  return `[${operations.join(' ')}]`;
}

function ednValue(value: unknown): string {
  if (value === undefined || value === null) return 'nil';
  return toEDNStringFromSimpleObject(value as Parameters<typeof toEDNStringFromSimpleObject>[0]);
}
