import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** Runs a script in a mount namespace whose `/mnt` is a volume of 8 MiB. */
function onSmallVolume(script: string) {
  const mount = 'mount -t tmpfs -o size=8m tmpfs /mnt && exec "$0" --input-type=module -e "$1"';
  return spawnSync('unshare', ['--mount', '--user', '--map-root-user', 'sh', '-c', mount, process.execPath, script], {
    encoding: 'utf8',
  });
}

const prelude = `
  import { readdirSync, statfsSync, writeFileSync } from 'node:fs';
  import { fillTemporaryDisk } from './chaos/middleware/functions/temporary-disk.ts';
  const free = () => statfsSync('/mnt').bavail;
  const tried = () => { try { writeFileSync('/mnt/x', 'some text'); return 'written'; } catch (error) { return error.code; } };
`;
const possible = onSmallVolume('').status === 0;

// Where nobody may mount, refuse-writes.test.ts and the integration tests remain.
(possible ? describe : describe.skip)('a volume of its own', () => {
  it('is filled to the last byte by a file without a name, and freed again', () => {
    const { stdout, stderr } = onSmallVolume(`${prelude}
      const release = fillTemporaryDisk('/mnt');
      console.log(free(), tried(), readdirSync('/mnt').filter((name) => name.startsWith('faultline')).length);
      release();
      console.log(tried());
    `);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual(['0 ENOSPC 0', 'written', '']);
  });

  it('is freed by the death of the process, whatever kills it', () => {
    const { stdout, stderr } = onSmallVolume(`${prelude}
      import { spawnSync } from 'node:child_process';
      const filler = "import { fillTemporaryDisk } from './chaos/middleware/functions/temporary-disk.ts';"
        + "import { statfsSync } from 'node:fs';"
        + "fillTemporaryDisk('/mnt'); console.log(statfsSync('/mnt').bavail); process.kill(process.pid, 'SIGKILL');";
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', filler], { encoding: 'utf8' });
      console.log(child.stdout.trim(), child.signal, tried());
    `);
    expect(stderr).toBe('');
    expect(stdout).toBe('0 SIGKILL written\n');
  });
});
