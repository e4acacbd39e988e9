import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findJava } from './java.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'java-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function fake(path: string, firstLine: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho '${firstLine}' >&2\n`);
  await chmod(file, 0o755);
  return file;
}

describe('finding a Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', '17.0.15'],
    ['java version "21" 2023-09-19 LTS', '21'],
    ['openjdk version "24-ea" 2025-03-18', '24-ea'],
  ])('understands %s', async (line, version) => {
    await fake('bin/java', line);
    expect(await findJava({ PATH: join(folder, 'bin') })).toEqual({ path: 'java', version });
  });

  it('prefers JAVA_HOME, unless that is too old', async () => {
    await fake('bin/java', 'openjdk version "17.0.1"');
    const home = join(folder, 'home');
    const path = await fake('home/bin/java', 'openjdk version "21.0.1"');
    const environment = { PATH: join(folder, 'bin'), JAVA_HOME: home };
    expect(await findJava(environment)).toEqual({ path, version: '21.0.1' });
    await fake('home/bin/java', 'java version "1.8.0_392"');
    expect(await findJava(environment)).toEqual({ path: 'java', version: '17.0.1' });
  });

  it('takes the one that is named, and no other', async () => {
    await fake('bin/java', 'openjdk version "21.0.1"');
    const FAULTLINE_JAVA = await fake('old/java', 'openjdk version "11.0.2"');
    await expect(findJava({ PATH: join(folder, 'bin'), FAULTLINE_JAVA })).rejects.toThrow(
      `DynamoDB Local needs Java >= 17; "${FAULTLINE_JAVA}" is Java 11.0.2`,
    );
  });

  it('tells that there is none, and what to do', async () => {
    await expect(findJava({ PATH: folder })).rejects.toMatchObject({
      message: 'DynamoDB Local needs Java >= 17; "java" was not found',
      hint: expect.stringContaining('FAULTLINE_JAVA'),
    });
  });

  it('is not fooled by the stub of macOS', async () => {
    await fake('bin/java', 'The operation could not be completed. Unable to locate a Java Runtime.');
    await expect(findJava({ PATH: join(folder, 'bin') })).rejects.toThrow('"java" does not run');
  });
});
