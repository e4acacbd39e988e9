import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { waitUntil } from '../../kernel/wait-until.ts';
import { readHealth } from '../../localstack/health.ts';
import { findPython } from '../../localstack/host/python.ts';

/** MiniStack (https://ministack.org, MIT) and all that it needs, as of November 2026. */
const packages = [
  'ministack==1.5.33',
  ...['botocore==1.43.106', 'jmespath==1.1.0', 'python-dateutil==2.9.0.post0', 'six==1.17.0', 'urllib3==2.8.0'],
  ...['hypercorn==0.18.0', 'h11==0.16.0', 'h2==4.4.1', 'hpack==4.2.0', 'hyperframe==6.1.0', 'priority==2.0.0'],
  ...['wsproto==1.3.2', 'PyYAML==6.0.4', 'defusedxml==0.7.1', 'jsonata-python==0.7.1', 'graphql-core==3.2.12'],
];

/** A MiniStack of a test. */
export interface MiniStack {
  readonly endpoint: string;
  /** Ends it with all its functions, and removes what was installed. */
  end(): Promise<void>;
}

/** Installs MiniStack in a temporary folder and starts it there, without Docker. */
export async function startMiniStack(): Promise<MiniStack> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-ministack-'));
  const python = await findPython(process.env);
  await execa(python.path, ['-m', 'venv', join(folder, 'venv')]);
  const bin = join(folder, 'venv', 'bin');
  await execa(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--no-deps', ...packages]);
  const port = await freePort();
  await mkdir(join(folder, 'tmp'));
  // A group of its own: the functions are its children, and end with it. They run on the Node.js of its PATH.
  const server = spawn(join(bin, 'ministack'), [], {
    detached: true,
    stdio: 'ignore',
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: folder,
      TMPDIR: join(folder, 'tmp'),
      STATE_DIR: join(folder, 'state'),
      S3_DATA_DIR: join(folder, 's3'),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
    },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const end = async () => {
    if (server.pid !== undefined && server.exitCode === null) {
      process.kill(-server.pid, 'SIGKILL');
      await once(server, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  if ((await waitUntil(() => readHealth(endpoint), { deadlineMs: 60_000 })) === undefined) {
    await end();
    throw new Error(`MiniStack does not answer at ${endpoint}`);
  }
  return { endpoint, end };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
