import * as z from 'zod';
import { durationSchema } from '../../kernel/duration.ts';
import type { ProbeKind } from './probe.ts';

const fields = {
  /** Below the address of the system's API. */
  path: z.string().startsWith('/'),
  timeout: durationSchema.default(5_000),
};

/** A GET on the system's API: its status and its body. */
export const http: ProbeKind<'http', typeof fields> = {
  type: 'http',
  summary: "status and body of a GET on the system's API",
  fields,
  answers: 'http',
  inWords: ({ path }) => `GET ${path}`,
  async ask({ path, timeout }, { deployed }) {
    const [address] = deployed.addresses;
    if (address === undefined) throw new Error('the system has no HTTP API');
    const response = await fetch(`${address}${path}`, { signal: AbortSignal.timeout(timeout) });
    return { status: response.status, body: await response.text() };
  },
};
