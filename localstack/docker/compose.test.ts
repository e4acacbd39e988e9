import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { localstackEnvironment } from '../host/settings.ts';
import { placesOf } from '../places.ts';

const composeSchema = z.strictObject({
  services: z.strictObject({
    localstack: z.strictObject({
      build: z.strictObject({ context: z.string(), dockerfile: z.string() }),
      image: z.string(),
      ports: z.array(z.string()),
      environment: z.record(z.string(), z.string()),
      stop_grace_period: z.string(),
    }),
  }),
});

const { localstack } = composeSchema.parse(
  parse(await readFile(join(import.meta.dirname, 'compose.yaml'), 'utf8')),
).services;
const dockerfile = await readFile(join(import.meta.dirname, 'Dockerfile'), 'utf8');

/** The Dockerfile's instructions, with continued lines joined. */
const instructions = dockerfile
  .replaceAll(/^\s*#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ name: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));

describe('the compose file', () => {
  it('publishes the port on loopback only', () => {
    expect(localstack.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  it('builds from files that exist', () => {
    const context = join(import.meta.dirname, localstack.build.context);
    expect(existsSync(join(context, localstack.build.dockerfile))).toBe(true);
  });

  it('sets LocalStack up as the host engine does', () => {
    const host = localstackEnvironment(4566, placesOf(4566, '/lab'), { path: 'java', version: '17' }, {});
    const own = ['FAULTLINE_PORT', 'GATEWAY_LISTEN', 'LOCALSTACK_HOST'];
    for (const [name, value] of Object.entries(localstack.environment))
      if (!own.includes(name)) expect([name, value]).toEqual([name, host[name]]);
    const onHostOnly = /^(PATH|TMP|TEMP|PYTHON\w+|FAULTLINE_\w+|OVERRIDE_IN_DOCKER|FILESYSTEM_ROOT|DNS_ADDRESS)$/;
    const missing = Object.keys(host).filter((name) => !onHostOnly.test(name) && !(name in localstack.environment));
    expect(missing).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  it('has only instructions that Docker knows', () => {
    const known = ['ARG', 'FROM', 'COPY', 'RUN', 'ENV', 'HEALTHCHECK'];
    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  it('builds on the last LocalStack that needs no token, never on a moving tag', () => {
    const images = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest);
    expect(images.at(-1)).toBe('localstack/localstack:4.14.0');
    for (const image of images) expect(image).toMatch(/:[^ ]*(\d|\})/);
  });

  it("runs functions on the lab's own version of Node", () => {
    expect(dockerfile).toContain(`ARG NODE_VERSION=${packageJson.dependencies.node}`);
  });

  it('copies what exists beside it', () => {
    const sources = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .map(({ rest }) => rest.split(' ')[0] ?? '');
    expect(sources).toEqual(['plugin']);
    for (const source of sources) expect(existsSync(join(import.meta.dirname, '..', source))).toBe(true);
  });
});
