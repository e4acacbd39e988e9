import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HistoryEvent } from '../../verify/history/event.ts';
import type { KnownHistory } from './histories.ts';

const run = promisify(execFile);
const version = 'github.com/anishathalye/porcupine@v1.3.1';
const places = ['go', '/usr/local/go/bin/go', '/usr/lib/go/bin/go', '/opt/homebrew/bin/go'];

/** What was said of a history, and the processor time of one round, us. */
export interface Judged {
  readonly name: string;
  readonly valid: boolean;
  readonly us: number;
}

/** A Go program with Porcupine in it, built in a folder of its own. */
export interface Porcupine extends AsyncDisposable {
  /** Where its module lies, with its test data. */
  readonly module: string;
  /** Where the program lies, as `judge`. */
  readonly folder: string;
  /** Writes histories as the program reads them. @returns the file */
  write(histories: readonly KnownHistory[]): Promise<string>;
  /** @param us processor time that each history gets, to warm up and again to be measured */
  judge(histories: readonly KnownHistory[], us: number): Promise<Judged[]>;
}

/** Build it; undefined where there is no Go. */
export async function buildPorcupine(): Promise<Porcupine | undefined> {
  const go = await findGo();
  if (go === undefined) return undefined;
  const cwd = await mkdtemp(join(tmpdir(), 'faultline-porcupine-'));
  await copyFile(new URL('main.go', import.meta.url), join(cwd, 'main.go'));
  await run(go, ['mod', 'init', 'bench'], { cwd });
  await run(go, ['get', version], { cwd });
  await run(go, ['build', '-o', 'judge', '.'], { cwd });
  const { stdout } = await run(go, ['list', '-m', '-f', '{{.Dir}}', version.split('@')[0] as string], { cwd });
  const write = async (histories: readonly KnownHistory[]): Promise<string> => {
    const file = join(cwd, 'histories.json');
    await writeFile(file, JSON.stringify(histories.map(forGo)));
    return file;
  };
  return {
    module: stdout.trim(),
    folder: cwd,
    write,
    async judge(histories, us) {
      const file = await write(histories);
      const limits = { maxBuffer: 1 << 28, env: { ...process.env, GOMAXPROCS: '1' } };
      return JSON.parse((await run(join(cwd, 'judge'), [file, `${us}`], limits)).stdout) as Judged[];
    },
    [Symbol.asyncDispose]: () => rm(cwd, { recursive: true }),
  };
}

async function findGo(): Promise<string | undefined> {
  for (const go of places) {
    const works = await run(go, ['version']).then(
      () => true,
      () => false,
    );
    if (works) return go;
  }
  return undefined;
}

/** The same events in Porcupine's words: what never returned returns at the end, its output unknown. */
function forGo({ name, model, events }: KnownHistory): unknown {
  const open = new Map<HistoryEvent['process'], { id: number; asked: HistoryEvent }>();
  let id = 0;
  const lost: unknown[] = [];
  const translated = events.flatMap((event) => {
    if (event.type === 'invoke') {
      const forgotten = open.get(event.process);
      if (forgotten !== undefined) lost.push({ id: forgotten.id, client: event.process, lost: true });
      open.set(event.process, { id, asked: event });
      return { id: id++, client: event.process, call: true, ...payload(event) };
    }
    const call = open.get(event.process);
    if (call === undefined) return [];
    if (event.type === 'info' && call.asked.f !== 'read') return [];
    open.delete(event.process);
    const found = event.type === 'info' ? { lost: true } : { ...payload(event), ok: event.value !== false };
    return { id: call.id, client: event.process, ...found };
  });
  for (const [client, call] of open) lost.push({ id: call.id, client, lost: true });
  return { name, model, events: [...translated, ...lost] };
}

function payload({ f, key, value }: HistoryEvent): object {
  if (Array.isArray(value)) return { f, from: value[0], to: value[1] };
  if (typeof value === 'string') return { f, key, text: value };
  if (typeof value === 'number') return { f, key, to: value, exists: true };
  return { f, key };
}
