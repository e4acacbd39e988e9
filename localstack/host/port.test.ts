import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { isFree, listenerOn } from './port.ts';

async function listening(host: string): Promise<{ port: number; close: () => Promise<unknown> }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const close = () => once(server.close(), 'close');
  return { port: (server.address() as AddressInfo).port, close };
}

describe('a port', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('is in use while somebody listens on %s, and free afterwards', async (host) => {
    const { port, close } = await listening(host);
    expect(await isFree(port)).toBe(false);
    await close();
    expect(await isFree(port)).toBe(true);
  });

  it('tells who listens on it', async () => {
    const { port, close } = await listening('127.0.0.1');
    expect(await listenerOn(port)).toMatchObject({ pid: process.pid, command: expect.stringContaining('node') });
    await close();
    expect(await listenerOn(port)).toBeUndefined();
  });
});
