import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../history/event.ts';
import { writeHistory } from '../history/write-history.ts';
import { CheckError } from './check-error.ts';
import { checkFile } from './check-file.ts';

const now = () => 0;
const header = { faultline: 'history', version: 1, origin: 0 } as const;
let folder = '';

/** A write of 1, then a read of something. */
async function registerHistory(name: string, read: number): Promise<string> {
  const event = (index: number, rest: Pick<HistoryEvent, 'type' | 'f'> & Partial<HistoryEvent>): HistoryEvent => {
    return { index, time: index, process: 0, ...rest };
  };
  const file = join(folder, name);
  await writeHistory(file, header, [
    event(0, { type: 'invoke', f: 'write', value: 1 }),
    event(1, { type: 'ok', f: 'write' }),
    event(2, { type: 'invoke', f: 'read' }),
    event(3, { type: 'ok', f: 'read', value: read }),
  ]);
  return file;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-check-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('checkFile', () => {
  const checker = 'linearizability';
  const model = 'register';

  it('judges a file', async () => {
    const valid = await registerHistory('valid.jsonl', 1);
    const invalid = await registerHistory('invalid.jsonl', 2);
    expect(await checkFile({ checker, model, file: valid, now })).toMatchObject({ invariant: { valid: true } });
    expect(await checkFile({ checker, model, file: invalid, now })).toMatchObject({ invariant: { valid: false } });
    const empty = { checker: 'liveness', file: valid, now };
    const error = 'nothing to judge: it looks for begin, end, quiet; the history holds write, read';
    expect(await checkFile(empty)).toMatchObject({ invariant: { valid: 'unknown', error } });
    expect(await checkFile({ ...empty, allowEmpty: true })).toMatchObject({ invariant: { valid: true } });
  });

  it('accuses a history that a crash cut off only of what no end could explain', async () => {
    const file = await registerHistory('cut.jsonl', 2);
    await appendFile(file, '{"index":4,');
    const truncated = '{"index":4,';
    const open = await checkFile({ checker: 'eventual-convergence', file, now });
    expect(open).toMatchObject({ invariant: { valid: 'unknown' }, truncated });
    expect(await checkFile({ checker, model, file, now })).toMatchObject({ invariant: { valid: false }, truncated });
  });

  it('tells a checker when four fifths of the time are over, and of a picture only linearizability', async () => {
    const curious = join(folder, 'curious.mjs');
    const counts =
      '{ whole: Number(options.whole ?? 0), at: Number(options.outOfTime()), after: Number(options.outOfTime()) }';
    const check = `check(history, options) { return { valid: true, counts: ${counts} }; }`;
    await writeFile(curious, `export const checker = { name: 'curious', ${check} };`);
    const file = await registerHistory('pictured.jsonl', 1);
    const times = [100, 900, 900.1];
    const request = { file, timeoutMs: 1000, whole: true };
    const { invariant } = await checkFile({ ...request, checker: curious, now: () => times.shift() as number });
    expect(invariant.counts).toEqual({ whole: 0, at: 0, after: 1 });
    const drawn = await checkFile({ ...request, checker, model, now });
    expect(drawn.invariant.linearizations).toHaveLength(1);
    const plain = await checkFile({ ...request, checker, model, now, whole: false });
    expect(plain.invariant.linearizations).toBeUndefined();
  });

  it('refuses a file that holds nothing but its header', async () => {
    const file = join(folder, 'empty.jsonl');
    await writeHistory(file, header, []);
    const told = `${file}:1: history: got nothing, expected events after the header`;
    await expect(checkFile({ checker, model, file, now })).rejects.toThrow(told);
  });

  it.each(['linearizability', 'read-committed'])(
    'names the line of what is no history, wherever it is, to %s',
    async (judge) => {
      const operation = (type: string, value: string) => `{:process 0 :type :${type} :f :write :value ${value}}\n`;
      const good = operation('invoke', '1') + operation('ok', '1');
      for (const [n, [text, told]] of (
        [
          [operation('invoke', '1/3'), /:1: form: got 1\/3, expected/],
          [good + operation('invoke', '##NaN'), /:3: form: got ##NaN, expected/],
          [
            `[${JSON.stringify({ process: 0, type: 'invoke', f: 'write' })},\n{"process": 1, "value": 0.12345678901234567891}]`,
            /:2: operation: got 0.123/,
          ],
          [good + operation('invoke', '1').replace(':write', '7'), /:3: f: got 7, expected/],
        ] as const
      ).entries()) {
        const file = join(folder, `broken-${n}`);
        await writeFile(file, text);
        await expect(checkFile({ checker: judge, file, now, ...(judge === checker && { model }) })).rejects.toThrow(
          told,
        );
      }
    },
  );

  it('refuses what the model does not know, and names a model that does', async () => {
    const file = await registerHistory('queue.jsonl', 1);
    await expect(checkFile({ checker, model: 'queue', file, now })).rejects.toMatchObject({
      message: `${file}: event 0 is "write", but the model queue knows enqueue, dequeue`,
      hint: 'All of its operations are known by register, cas-register: name it with --model.',
    });
    const ofOne = join(folder, 'of-one.jsonl');
    await writeHistory(ofOne, header, [
      { index: 0, time: 0, process: 0, type: 'invoke', f: 'put', key: 'k', value: 'v' },
    ]);
    expect(await checkFile({ checker, model: 'kv', file: ofOne, now })).toMatchObject({ events: 1 });
    const hint = 'All of its operations are known by kv: name it with --model.';
    await expect(checkFile({ checker, model, file: ofOne, now })).rejects.toMatchObject({ hint });
    const strange = join(folder, 'strange.jsonl');
    await writeHistory(strange, header, [{ index: 0, time: 0, process: 0, type: 'invoke', f: 'juggle' }]);
    await expect(checkFile({ checker, model, file: strange, now })).rejects.toMatchObject({
      message: `${strange}: event 0 is "juggle", but the model register knows read, write`,
      hint: 'No model has all of its operations: name a file that exports one, such as verify/examples/stack.ts.',
    });
  });

  it.each(['list-append', 'rw-register', 'read-committed', 'read-atomic', 'causal-consistency'])(
    'judges no longer than it may: %s',
    async (name) => {
      const file = join(folder, 'long.jsonl');
      const written = name === 'list-append' ? 'append' : 'w';
      const events = Array.from({ length: 30_000 }, (_, index): HistoryEvent => {
        const value = [[written, `k${index % 100}`, index]];
        return { index, time: index, process: index, type: 'ok', f: 'txn', value };
      });
      await writeHistory(file, header, events);
      const { invariant } = await checkFile({ checker: name, file, timeoutMs: 1, now });
      expect(invariant).toMatchObject({
        name,
        valid: 'unknown',
        error: expect.stringMatching(/^not judged within 0.001 s: \d+ events were read$/),
      });
    },
  );

  it('keeps the verdict of a checker that is stopped while it explains', async () => {
    const slow = join(folder, 'slow.mjs');
    const found = '{ valid: false, counts: { things: 1 } }';
    await writeFile(slow, `export const checker = { name: 'slow', check(h, { tell }) { tell(${found}); for (;;); } };`);
    const file = await registerHistory('explained.jsonl', 1);
    const { invariant } = await checkFile({ checker: slow, file, timeoutMs: 200, now });
    const error = 'the verdict is known, but its explanation was not ready within 0.2 s';
    expect(invariant).toMatchObject({ name: 'slow', valid: false, counts: { things: 1 }, error });
  });

  it('stops a checker of somebody else that never ends', async () => {
    const endless = join(folder, 'endless.mjs');
    await writeFile(endless, "export const checker = { name: 'endless', check() { for (;;); } };");
    const file = await registerHistory('short.jsonl', 1);
    const { invariant } = await checkFile({ checker: endless, file, timeoutMs: 20, now });
    expect(invariant).toMatchObject({
      name: 'endless',
      valid: 'unknown',
      error: 'not judged within 0.02 s: 4 events were read',
    });
  });

  it.each([
    [{ checker: 'nonsense' }, 'there is no checker "nonsense"'],
    [{ checker: 'linearisability' }, 'there is no checker "linearisability"; did you mean "linearizability"?'],
    [{ checker }, 'linearizability is judged against a model: none was given'],
    [{ checker, model: 'stack' }, 'there is no model "stack"'],
    [{ checker, model: 'regster' }, 'there is no model "regster"; did you mean "register"?'],
    [{ checker: 'liveness', model }, 'liveness takes no model, but register was given'],
    [
      { checker: 'list-append', model: 'serialisable' },
      'there is no model "serialisable"; did you mean "serializable"?',
    ],
  ])('refuses %j', async (request, message) => {
    const checking = checkFile({ ...request, file: 'none', now });
    await expect(checking).rejects.toThrow(CheckError);
    await expect(checking).rejects.toThrow(message);
  });
});
