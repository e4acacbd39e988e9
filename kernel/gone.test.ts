import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { isGone } from './gone.ts';

async function listening() {
  const server = createServer((socket) => socket.pause()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.close();
    await once(server, 'close');
  };
  return { endpoint, close };
}

describe('a cloud', () => {
  it('is there while it listens, though it says nothing, and gone afterwards', async () => {
    const { endpoint, close } = await listening();
    expect(await isGone({ endpoint })).toBe(false);
    await close();
    expect(await isGone({ endpoint })).toBe(true);
    expect(await isGone({ endpoint: endpoint.replace('127.0.0.1', 'localhost') })).toBe(true);
  });

  it('is never gone if it is AWS', async () => {
    expect(await isGone({})).toBe(false);
  });
});
