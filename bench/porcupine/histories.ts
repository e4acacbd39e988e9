import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryEvent } from '../../verify/history/event.ts';

/** A history that Porcupine's module carries, with the verdict that its own tests demand. */
export interface KnownHistory {
  readonly name: string;
  readonly model: 'cas-register' | 'kv';
  readonly valid: boolean;
  readonly events: readonly HistoryEvent[];
}

type Parsed = Pick<HistoryEvent, 'process' | 'type' | 'f' | 'key' | 'value'>;

const etcdLine = /^INFO\s+jepsen\.util\s+-\s+(\d+)\s+:(invoke|ok|fail|info)\s+:(read|write|cas)\s+(.*)$/;
const kvLine = /^{:process (\d+), :type :(invoke|ok), :f :(get|put|append), :key "(.*)", :value (nil|"(.*)")}$/;

/** The histories in the `test_data` of the module in this folder. */
export function porcupineHistories(module: string): KnownHistory[] {
  const tests = readFileSync(join(module, 'porcupine_test.go'), 'utf8');
  const etcd = [...tests.matchAll(/checkJepsen\(t, (\d+), (true|false)\)/g)].map(([, n = '', valid]) => {
    const name = `etcd_${n.padStart(3, '0')}`;
    const file = join(module, 'test_data/jepsen', `${name}.log`);
    return { name, model: 'cas-register' as const, valid: valid === 'true', events: eventsOf(file, etcdEvent) };
  });
  const folder = join(module, 'test_data/kv');
  const kv = readdirSync(folder).map((file) => {
    const name = file.replace('.txt', '');
    return { name, model: 'kv' as const, valid: name.endsWith('-ok'), events: eventsOf(join(folder, file), kvEvent) };
  });
  return [...etcd, ...kv];
}

function eventsOf(file: string, parse: (line: string) => Parsed | undefined): HistoryEvent[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => parse(line) ?? [])
    .map((event, index) => ({ index, time: index, ...event }));
}

/** A compare-and-set that failed saw another value; a read that timed out says nothing. */
function etcdEvent(line: string): Parsed | undefined {
  const [, process, type, f, text = ''] = etcdLine.exec(line) ?? [];
  if (process === undefined || f === undefined) return undefined;
  const of = { process: Number(process), f };
  if (type === 'info' || text === ':timed-out') return { ...of, type: 'info' };
  const value: unknown = JSON.parse(text.replace('nil', 'null').replace(' ', ','));
  if (type === 'fail') return { ...of, type: 'ok', value: false };
  return { ...of, type: type as 'invoke' | 'ok', value };
}

function kvEvent(line: string): Parsed | undefined {
  const [, process, type, f, key, , value = null] = kvLine.exec(line) ?? [];
  if (process === undefined || f === undefined) return undefined;
  return { process: Number(process), type: type as 'invoke' | 'ok', f, key, value };
}
