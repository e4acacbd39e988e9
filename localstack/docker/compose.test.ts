import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { parse } from 'yaml';
import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { localstackEnvironment } from '../host/settings.ts';
import { dynamodbServer, placesOf } from '../places.ts';

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

const projectRoot = join(import.meta.dirname, '../..');
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
    const host = localstackEnvironment(4566, placesOf(4566, '/lab'), {});
    const own = ['FAULTLINE_PORT', 'GATEWAY_LISTEN', 'LOCALSTACK_HOST'];
    for (const [name, value] of Object.entries(localstack.environment))
      if (!own.includes(name)) expect([name, value]).toEqual([name, host[name]]);
    const onHostOnly =
      /^(PATH|TMP|TEMP|PYTHON\w+|FAULTLINE_\w+|XDG_CACHE_HOME|OVERRIDE_IN_DOCKER|FILESYSTEM_ROOT|DNS_ADDRESS)$/;
    const missing = Object.keys(host).filter((name) => !onHostOnly.test(name) && !(name in localstack.environment));
    expect(missing).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  it('has only instructions that Docker knows', () => {
    const known = ['ARG', 'FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'HEALTHCHECK'];
    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  it('builds on the last LocalStack that needs no token, never on a moving tag', () => {
    const images = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest);
    expect(images.at(-1)).toBe('localstack/localstack:4.14.0');
    for (const image of images) expect(image).toMatch(/:[^ ]*(\d|\})/);
  });

  it('brings the packages of DynamoDB in the versions of the lab', () => {
    const { 'sorted-btree': btree, zod } = packageJson.dependencies;
    expect(dockerfile).toContain(`sorted-btree@${btree} zod@${zod}`);
  });

  it("runs functions on the lab's own version of Node", () => {
    expect(dockerfile).toContain(`ARG NODE_VERSION=${packageJson.dependencies.node}`);
  });

  it('copies what exists, and is sent no more than that', async () => {
    const sources = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .map(({ rest }) => rest.split(' ')[0] ?? '');
    for (const source of sources) expect(existsSync(join(projectRoot, source))).toBe(true);
    const ignored = await readFile(join(import.meta.dirname, 'Dockerfile.dockerignore'), 'utf8');
    const sent = ignored.split('\n').filter((line) => line.startsWith('!'));
    expect(sent).toEqual(sources.map((source) => `!${source}`));
  });

  it('has all that the DynamoDB of the engine loads', async () => {
    const { metafile } = await build({
      entryPoints: [dynamodbServer],
      ...{ absWorkingDir: projectRoot, bundle: true, write: false, metafile: true, packages: 'external' },
      ...{ platform: 'node', format: 'esm', splitting: true, outdir: 'unused', logLevel: 'silent' },
    });
    const copied = instructions.filter(({ name }) => name === 'COPY').map(({ rest }) => `${rest.split(' ')[0]}/`);
    const loaded = Object.keys(metafile.inputs);
    expect(loaded.length).toBeGreaterThan(50);
    expect(loaded.filter((file) => !copied.some((folder) => file.startsWith(folder)))).toEqual([]);
    const packages = Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external),
    );
    const foreign = new Set(packages.map(({ path }) => path).filter((path) => !path.startsWith('node:')));
    expect([...foreign].sort()).toEqual(['sorted-btree', 'zod']);
  });
});
