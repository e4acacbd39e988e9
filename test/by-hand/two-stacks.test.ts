import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { faultline, packedForTests, projectLike, withItsPackages, write } from '../packed/packed.ts';
import { delayOf } from './delay-of.ts';

jest.setTimeout(1_800_000);

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const at = ['--endpoint', endpoint];

const packed = packedForTests();
let folder: string;
beforeAll(async () => {
  folder = projectLike(packed, 'examples/prices', 'prices');
  await withItsPackages(packed, folder);
  await faultline(folder, ['init']);
});

const say = (...args: readonly string[]) => faultline(folder, [...args, ...at]);

describe('every command on an app of two stacks', () => {
  it('runs it, and leaves it where that is wanted', async () => {
    const { exitCode, text } = await say('run', 'calm-together', '--count', '8', '--keep');
    expect(text).toMatch(/2 of 2 experiments passed/);
    expect(exitCode).toBe(0);
    const { text: there } = await say('status');
    for (const name of ['ShopWindow-Show', 'ShopWindow-Tags']) expect(there).toContain(name);
    expect(there).toMatch(/ShopWindow-\w+ +0 +0 +0 +0/);
  });

  it('hurts functions of either stack by hand, tells of it, and ends it', async () => {
    const { text: functions } = await say('logs');
    const [relay = ''] = /^Catalogue-\w+$/m.exec(functions) ?? [];
    for (const name of [relay, 'ShopWindow-Show']) {
      expect(await say(...delayOf(name))).toMatchObject({ exitCode: 0, text: expect.stringContaining('is in place') });
      expect((await say('chaos', 'status')).text).toMatch(
        new RegExp(`${name.toLowerCase()} +delay +function ${name} `),
      );
    }
    expect(await say('chaos', 'clear')).toMatchObject({ exitCode: 0, text: expect.stringContaining('2 faults ended') });
    await say(...delayOf(relay));
    expect(await say('abort')).toMatchObject({ exitCode: 0, text: expect.stringContaining('1 fault ended') });
    expect((await say('chaos', 'status')).text).toBe('No fault is active.\n');
  });

  it('moves its dead letters back', async () => {
    const sqs = new SQSClient({});
    const dead = `${endpoint}/000000000000/ShopWindow-DeadTold`;
    await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: '{}' }));
    const moved = 'Catalogue-Changes: 0 moved back\nShopWindow-Told: 1 moved back\n';
    expect(await say('redrive')).toEqual({ exitCode: 0, text: moved });
  });

  it('plays a list of its experiments, with one table', async () => {
    write(folder, { 'day.yaml': 'title: A day of prices\nexperiments: [throttled-tables]\n' });
    const { exitCode, text } = await say('gameday', 'day.yaml', '--stop-on-failure');
    expect(text).toMatch(/A day of prices\n\n.*\ncalm-alone +pass .*\ncalm-together +pass .*\nthrottled-tables +fail /);
    expect(exitCode).toBe(1);
  });

  it('goes through every call of it, and finds the change that is never shown', async () => {
    const { exitCode, text } = await say('sweep', 'crash', '--only', '*.call.*');
    expect(text).toMatch(/(✓|✗|\?) crash-points /);
    expect(text).toMatch(/(✓|✗) same-end-state /);
    expect(exitCode).toBeLessThan(3);
    rmSync(join(folder, '.faultline'), { recursive: true });
  });
});
