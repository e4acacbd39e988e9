import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { checkFile } from '../../verify/check/check-file.ts';
import { digestOf } from '../model/digest.ts';
import { pageOf } from '../page/page.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { writePicture } from './build.ts';
import { layoutOf, textOf } from './layout.ts';
import { brokenRegister, fileOf, soundRegister } from './testing/published-registers.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-picture-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function pictured(name: string, lines: string, model = 'register') {
  const file = join(dir, `${name}.jsonl`);
  await writeFile(file, lines);
  const checked = await checkFile({ checker: 'linearizability', model, file, whole: true, now: () => 0 });
  await writePicture(join(dir, `${name}.html`), { checked, file, model });
  const html = await readFile(join(dir, `${name}.html`), 'utf8');
  return { checked, html, document: parseHTML(html).document };
}

describe('picture of a linearization', () => {
  it('marks the call of a broken register that cannot be placed, and numbers those before it', async () => {
    const { document, checked } = await pictured('broken', fileOf(brokenRegister));
    expect(checked.invariant.valid).toBe(false);
    expect(document.querySelector('.verdict')?.textContent).toBe('Not linearizable');
    expect(document.querySelector('.picture p')?.textContent).toMatch(/read → null of process C2 cannot be placed/);
    const bars = [...document.querySelectorAll('svg.scrolled a')];
    const rows = bars.map((bar) => document.getElementById(bar.getAttribute('href')?.slice(1) ?? ''));
    expect(rows.map((row) => row?.getAttribute('data-number'))).toEqual(expect.arrayContaining(['1', null]));
    const culprit = document.querySelector('.jump')?.getAttribute('href')?.slice(1) ?? '';
    expect(document.getElementById(culprit)?.textContent).toContain('cannot be placed');
  });

  it('gives every call of a sound register its place', async () => {
    const { document } = await pictured('sound', fileOf(soundRegister));
    expect(document.querySelector('.verdict')?.textContent).toBe('Linearizable');
    const rows = [...document.querySelectorAll('.picture tbody tr')];
    expect(rows.map((row) => row.getAttribute('data-number')).sort()).toEqual(['1', '2', '3']);
    expect(document.querySelector('.jump')).toBeNull();
    expect(document.querySelector('.picture p')?.textContent).toBe('Linearizable: all 3 returns have an order.');
  });

  it('puts each point inside its bar, in the order of effects', async () => {
    const { checked } = await pictured('order', fileOf(brokenRegister));
    const [drawing] = checked.invariant.linearizations ?? [];
    if (drawing === undefined) throw new Error('the broken register has a picture');
    const placed = layoutOf(drawing).bars.flatMap(({ place, from, to }) => (place ? [{ ...place, from, to }] : []));
    expect(placed.length).toBeGreaterThan(0);
    for (const { x, from, to } of placed) expect(from < x && x < to).toBe(true);
    const inOrder = placed.sort((a, b) => a.number - b.number).map(({ x }) => x);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  });

  it('shades faults between the events around them', async () => {
    const fault = { process: 'nemesis', f: 'fault', key: 'slow', value: { fault: 'delay' } };
    const [first, ...rest] = brokenRegister;
    const { html } = await pictured(
      'faults',
      fileOf([{ ...fault, type: 'invoke' }, first as object, { ...fault, type: 'info' }, ...rest]),
    );
    expect(html).toContain('fill="var(--fault)"');
    expect(html).toContain('Shaded: a fault was active.');
  });

  it('is part of the report of a run whose verdict holds one', async () => {
    const { checked } = await pictured('in-report', fileOf(brokenRegister));
    const sample = sampleRun({ count: 20, seed: 7, verdict: 'fail' });
    const verdict = { ...sample.verdict, invariants: [...sample.verdict.invariants, checked.invariant] };
    const { document } = parseHTML(pageOf(digestOf({ ...sample, verdict })));
    expect(document.querySelector('nav a[href="#linearization"]')).not.toBeNull();
    expect(document.querySelectorAll('#linearization svg.scrolled a')).toHaveLength(3);
    expect(document.querySelector('#linearization .source')?.textContent).toContain('From verdict.json.');
  });

  it('shows hostile values as text and loads nothing', async () => {
    const hostile = `"'><script>alert(1)</script><img src=x>`;
    const events = [
      { process: hostile, type: 'invoke', f: 'write', value: hostile },
      { process: hostile, type: 'ok', f: 'write', value: hostile },
      { process: 'b', type: 'invoke', f: 'read' },
      { process: 'b', type: 'ok', f: 'read', value: 'other' },
    ];
    const { html, document } = await pictured('hostile', fileOf(events));
    expect(html).not.toMatch(/<script>alert|<img/);
    expect(html).not.toMatch(/<[^>]+ (?:style|on[a-z]+)="/);
    expect(html).not.toMatch(/(?:src|href|action|data)="(?!#|data:,)/);
    expect(document.querySelector('.picture')?.textContent).toContain('<script>alert(1)</script>');
  });

  it('says a call in a few words', () => {
    const call = { process: 1, invoke: { index: 0, time: 0 }, return: null };
    expect(textOf({ ...call, f: 'read', input: null, output: 3 })).toBe('read → 3');
    expect(textOf({ ...call, f: 'write', input: 'x', output: 'x' })).toBe('write "x"');
    expect(textOf({ ...call, f: 'cas', input: [1, 2], output: false })).toBe('cas [1,2] → false');
    expect(textOf({ ...call, f: 'write', input: 1 })).toBe('write 1');
  });
});
