import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findPython } from './python.ts';

let folder: string;
let environment: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'python-test-'));
  environment = { PATH: join(folder, 'bin'), PYENV_ROOT: join(folder, 'pyenv') };
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A program that answers as an interpreter of this version does. */
async function fake(path: string, version: string, exitCode = 0): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho ${file}\necho ${version}\nexit ${exitCode}\n`);
  await chmod(file, 0o755);
  return file;
}

describe('finding a Python', () => {
  it('prefers the versions that LocalStack is tested with', async () => {
    await fake('bin/python3', '3.14.1');
    const path = await fake('bin/python3.13', '3.13.2');
    expect(await findPython(environment)).toEqual({ path, version: '3.13.2' });
  });

  it('asks for the version: a name proves nothing', async () => {
    await fake('bin/python3.13', '3.11.7');
    const path = await fake('bin/python3', '3.12.0');
    expect(await findPython(environment)).toEqual({ path, version: '3.12.0' });
  });

  it('looks through the versions of pyenv, newest first, past a shim that does not run', async () => {
    await writeFile(await fake('bin/python3.13', ''), '#!/bin/sh\necho "pyenv: command not found" >&2\nexit 127\n');
    await fake('pyenv/versions/3.9.1/bin/python3', '3.9.1');
    await fake('pyenv/versions/3.12.5/bin/python3', '3.12.5');
    const path = await fake('pyenv/versions/3.13.0/bin/python3', '3.13.0');
    expect(await findPython(environment)).toEqual({ path, version: '3.13.0' });
  });

  it('asks uv last', async () => {
    const path = await fake('uv-pythons/python', '3.13.1');
    await mkdir(join(folder, 'bin'), { recursive: true });
    await writeFile(join(folder, 'bin/uv'), `#!/bin/sh\necho ${path}\n`);
    await chmod(join(folder, 'bin/uv'), 0o755);
    expect(await findPython(environment)).toEqual({ path, version: '3.13.1' });
  });

  it('tells what it found instead and what to do', async () => {
    await fake('bin/python3', '3.11.7');
    await fake('bin/python3.12', '3.12.1', 1);
    await expect(findPython(environment)).rejects.toMatchObject({
      message: expect.stringMatching(
        /needs Python >= 3\.12; .*python3\.12 is Python 3\.12\.1 without the modules venv and ensurepip; python3 is Python 3\.11\.7/,
      ),
      hint: expect.stringContaining('FAULTLINE_PYTHON'),
    });
  });

  it('tells that there is none', async () => {
    await expect(findPython(environment)).rejects.toThrow('no Python was found');
  });

  it('takes the one that is named, and no other', async () => {
    await fake('bin/python3.13', '3.13.2');
    const named = await fake('other/python', '3.12.9');
    expect(await findPython({ ...environment, FAULTLINE_PYTHON: named })).toEqual({ path: named, version: '3.12.9' });
    const missing = { ...environment, FAULTLINE_PYTHON: '/missing/python' };
    await expect(findPython(missing)).rejects.toThrow('FAULTLINE_PYTHON names "/missing/python", but');
  });
});
