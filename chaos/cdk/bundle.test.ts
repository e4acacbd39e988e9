import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'faultline-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('says in one message that esbuild has died, and what to do', () => {
  const killed = join(folder, 'esbuild');
  writeFileSync(killed, '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
  const module = pathToFileURL(join(import.meta.dirname, 'bundle.ts')).href;
  // In a process of its own: esbuild looks for its program in the environment, once.
  const code = `
    const { bundleEntries, wrapperEntry } = await import(${JSON.stringify(module)});
    try { bundleEntries({ wrapper: wrapperEntry }) } catch ({ name, message, hint }) { console.log(JSON.stringify({ name, message, hint })) }
    process.exit();`;
  const env = { ...process.env, ESBUILD_BINARY_PATH: killed };
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { env, encoding: 'utf8' });
  expect(JSON.parse(told)).toEqual({
    name: 'EsbuildError',
    message: expect.stringMatching(/^esbuild did not bundle what stands in front of the functions: .+$/),
    hint: expect.stringContaining('npx esbuild --version'),
  });
});
