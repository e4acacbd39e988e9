import { readdir, readFile, readlink } from 'node:fs/promises';
import { platform } from 'node:process';
import { expect, it } from '@jest/globals';
import { processesOf } from '../../localstack/host/processes.ts';
import { placesOf } from '../../localstack/places.ts';
import { deployZip } from './zip-function.ts';

const port = Number(new URL(process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566').port);
const listening = '0A';

/** 127.0.0.1, ::1 and 127.0.0.1 as an IPv6 address, as `/proc/net/tcp` and `/proc/net/tcp6` write them (man 5 proc). */
const loopback = ['0100007F', '00000000000000000000000001000000', '0000000000000000FFFF00000100007F'];

interface Listener {
  readonly address: string;
  readonly port: number;
}

/** What the processes listen on. */
async function listenersOf(pids: readonly number[]): Promise<Listener[]> {
  const links = await Promise.all(pids.map((pid) => descriptors(`/proc/${pid}/fd`)));
  const sockets = new Set(links.flat());
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === listening && sockets.has(`socket:[${inode}]`))
    .map(([, local = '']) => local.split(':'))
    .map(([address = '', hexPort = '']) => ({ address, port: Number.parseInt(hexPort, 16) }));
}

async function descriptors(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
}

(platform === 'linux' ? it : it.skip)('a lab is reached from its own machine only', async () => {
  await using fn = await deployZip({ 'index.mjs': 'export const handler = async () => 1;' });
  await fn.invoke();
  const listeners = await listenersOf(await processesOf(placesOf(port).state));
  expect(listeners.filter(({ address }) => !loopback.includes(address))).toEqual([]);
  // The gateway and DynamoDB; the Runtime API of the function's environment listens where functions live, in a network of their own.
  expect(listeners.map((listener) => listener.port)).toContain(port);
  expect(listeners.length).toBeGreaterThanOrEqual(2);
});
