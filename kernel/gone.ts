import { connect } from 'node:net';
import type { Cloud } from './cloud.ts';

const ANSWERS_WITHIN_MS = 1_000;

/**
 * Whether the process behind an endpoint on this machine has ended, and with it all that it held: who is only busy keeps a connection
 * waiting, who is gone refuses it. AWS never is, nor what is simulated in this very process.
 */
export function isGone({ endpoint, kind }: Pick<Cloud, 'endpoint'> & Partial<Pick<Cloud, 'kind'>>): Promise<boolean> {
  if (endpoint === undefined || kind === 'sim') return Promise.resolve(false);
  const { hostname, port, protocol } = new URL(endpoint);
  const at = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
  return new Promise((resolve) => {
    const socket = connect({ ...at, timeout: ANSWERS_WITHIN_MS });
    const conclude = (gone: boolean) => {
      socket.destroy();
      resolve(gone);
    };
    socket.once('connect', () => conclude(false));
    socket.once('timeout', () => conclude(false));
    socket.once('error', (error: NodeJS.ErrnoException) => conclude(error.code === 'ECONNREFUSED'));
  });
}
