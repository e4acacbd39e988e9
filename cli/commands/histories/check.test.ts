import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as z from 'zod';
import { UsageError } from '../../../kernel/usage-error.ts';
import { writeHistory } from '../../../verify/history/write-history.ts';
import { invariantSchema } from '../../../verify/verdict/verdict-schema.ts';
import { checkCommand } from './check.ts';

const header = { faultline: 'history', version: 1, origin: 0 } as const;
const edn = (read: number) => `
{:process 0, :type :invoke, :f :write, :value 1}
{:process 0, :type :ok, :f :write, :value 1}
{:process 1, :type :invoke, :f :read, :value nil}
{:process 1, :type :ok, :f :read, :value ${read}}`;

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-check-command-'));
  for (const [name, read] of [
    ['valid', 1],
    ['invalid', 2],
  ] as const) {
    const at = (index: number) => ({ index, time: index, process: 0 });
    await writeHistory(file(`${name}.jsonl`), header, [
      { ...at(0), type: 'invoke', f: 'write', value: 1 },
      { ...at(1), type: 'ok', f: 'write' },
      { ...at(2), type: 'invoke', f: 'read' },
      { ...at(3), type: 'ok', f: 'read', value: read },
    ]);
    await writeFile(file(`${name}.edn`), edn(read));
  }
  await writeHistory(file('cut.jsonl'), header, [{ index: 0, time: 0, process: 0, type: 'invoke', f: 'read' }]);
  await appendFile(file('cut.jsonl'), '{"index":1,"ti');
  await writeFile(file('invalid-and-cut.jsonl'), `${await readFile(file('invalid.jsonl'), 'utf8')}{"index":4,`);
  await writeFile(file('broken.jsonl'), `${JSON.stringify(header)}\n{"index":0,"time":-1}\n`);
  await writeFile(file('late.jsonl'), lateAnswers());
  await writeFile(file('no-checker.ts'), 'export const nothing = {};');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = undefined;
});

/** Twenty requests of which one is answered after 3 s. */
function lateAnswers(): string {
  const events = Array.from({ length: 20 }, (_, n) => {
    const at = { process: `client-${n}`, f: 'request', key: `key-${n}` };
    const time = n * 4e9;
    return [
      { ...at, index: 2 * n, time, type: 'invoke', value: { digest: 'd' } },
      { ...at, index: 2 * n + 1, time: time + (n === 7 ? 3e9 : 1e6), type: 'ok', value: { saga: `saga-${n}` } },
    ];
  });
  return [header, ...events.flat()].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** What the command prints, and the exit code that it leaves. */
async function check(...words: readonly string[]): Promise<{ code: number; text: string }> {
  const written: string[] = [];
  const output = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await checkCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(words, { from: 'user' });
  } finally {
    output.mockRestore();
  }
  return { code: Number(process.exitCode), text: written.join('') };
}

const refusal = (...words: readonly string[]): Promise<unknown> =>
  check(...words).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('lab check', () => {
  const register = ['linearizability', '--model', 'register'];

  it.each([
    ['valid.jsonl', 0, /^VALID {2}linearizability: /],
    ['invalid.jsonl', 1, /^INVALID {2}linearizability: /],
    ['cut.jsonl', 2, /nothing to judge: it looks for .*\n(?:.*\n)*.*the last line was cut off and not judged/],
    ['invalid-and-cut.jsonl', 1, /^INVALID/],
    ['valid.edn', 0, /^VALID/],
    ['invalid.edn', 1, /^INVALID/],
  ])('judges %s: exit code %d', async (name, code, says) => {
    const found = await check(...register, file(name));
    expect(found.code).toBe(code);
    expect(found.text).toMatch(says);
  });

  it('is 2 when nothing can be said: what is missing might explain it', async () => {
    const found = await check('eventual-convergence', file('invalid-and-cut.jsonl'));
    expect(found).toMatchObject({ code: 2, text: expect.stringMatching(/^UNKNOWN .*\n(?:.*\n)*.*on an incomplete/) });
  });

  it('is 2 when there is nothing to judge, and 0 for those who know', async () => {
    const found = await check('list-append', file('valid.jsonl'));
    const says = 'nothing to judge: it looks for txn; the history holds write, read';
    expect(found).toMatchObject({ code: 2, text: expect.stringContaining(says) });
    expect(await check('list-append', '--allow-empty', file('valid.jsonl'))).toMatchObject({ code: 0 });
  });

  it('prints JSON of a documented shape', async () => {
    const { text } = await check(...register, '--json', file('invalid.jsonl'));
    const documented = z.strictObject({
      invariant: invariantSchema,
      events: z.number(),
      format: z.literal('jsonl'),
      gzip: z.literal(false),
      truncated: z.string().optional(),
    });
    expect(documented.parse(JSON.parse(text))).toMatchObject({ events: 4, invariant: { valid: false } });
  });

  it('loads a checker and a model from files', async () => {
    const examples = new URL('../../../verify/examples/', import.meta.url).pathname;
    expect((await check(`${examples}never-negative.ts`, file('valid.jsonl'))).code).toBe(0);
    const stack = ['linearizability', '--model', `${examples}stack.ts`];
    await expect(check(...stack, file('valid.jsonl'))).rejects.toThrow(/"write", but the model .* knows push, pop/);
  });

  it('sets options of a checker', async () => {
    const strict = await check('availability', file('late.jsonl'));
    expect([strict.code, strict.text]).toEqual([1, expect.stringContaining('was accepted too late')]);
    expect((await check('availability', '--set', 'withinMs=5s', file('late.jsonl'))).code).toBe(0);
    expect((await check('availability', '--set', 'target=0.5', file('late.jsonl'))).code).toBe(0);
  });

  it('reads an EDN file of another name as EDN when told so', async () => {
    await writeFile(file('history.txt'), edn(1));
    expect((await check(...register, '--format', 'edn', file('history.txt'))).code).toBe(0);
  });

  it.each<[readonly string[], RegExp, RegExp]>([
    [['linearizability', 'none.jsonl'], /there is no file none.jsonl/, /path of a history/],
    [['linearizability', '.', '--model', 'register'], /the folder . holds no history/, /path of a history/],
    [['linearisability', 'valid.jsonl'], /did you mean "linearizability"/, /There are: /],
    [['linearizability', 'valid.jsonl'], /against a model: none was given/, /Give one of register/],
    [
      ['linearizability', 'valid.jsonl', '--model', 'queue'],
      /event 0 is "write", but the model queue knows enqueue, dequeue/,
      /register, cas-register: name it with --model/,
    ],
    [['liveness', 'broken.jsonl'], /broken.jsonl:2: time: got -1, expected nanoseconds/, /describes the formats/],
    [
      ['liveness', 'invalid.edn', '--format', 'jsonl'],
      /invalid.edn:2: line: got "{:process 0/,
      /--format names another/,
    ],
    [['no-checker.ts', 'valid.jsonl'], /exports nothing, expected a checker/, /export const checker/],
    [
      ['availability', 'valid.jsonl', '--set', 'tarket=0.5'],
      /no option "tarket"; did you mean "target"/,
      /target, withinMs/,
    ],
    [
      ['availability', 'valid.jsonl', '--set', 'target=2'],
      /target is 2: Too big: expected number to be <1/,
      /another target/,
    ],
    [['liveness', 'valid.jsonl', '--set', 'withinMs=1s'], /liveness has no option "withinMs"/, /takes none/],
  ])('refuses %j with what was given and what to do', async ([checker = '', name = '', ...rest], message, hint) => {
    const given = ['none.jsonl', '.'].includes(name) ? name : file(name);
    const error = await refusal(checker.endsWith('.ts') ? file(checker) : checker, given, ...rest);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(message);
    expect((error as UsageError).hint).toMatch(hint);
  });

  it.each([
    [['--timeout', 'soon'], /Expected a time such as 500ms, 60s or 5m/],
    [['--format', 'xml'], /Allowed choices are jsonl, json, edn, porcupine/],
    [['--set', 'within'], /Expected name=value/],
  ])('refuses %j', async (words, message) => {
    await expect(check('liveness', ...words, file('valid.jsonl'))).rejects.toThrow(message);
  });
});
