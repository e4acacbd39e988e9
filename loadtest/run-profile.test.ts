import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../kernel/cloud.ts';
import { parseThreshold } from './measures/threshold.ts';
import { lasting, planOf } from './profiles/plan.ts';
import type { Profile } from './profiles/profile.ts';
import { profiles } from './profiles/profiles.ts';
import { runProfile } from './run-profile.ts';

const named = (name: string) => profiles.find((profile) => profile.name === name) as Profile;

describe('a profile by Artillery, against a real HTTP server', () => {
  let server: Server;
  let folder: string;
  let respond: (request: IncomingMessage, response: ServerResponse) => void;
  /** Numbers of the operations that came, by the name of their profile, in their order. */
  let came: Map<string, number[]>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'faultline-profile-'));
    came = new Map();
    respond = (_, response) => response.end('done');
    server = createServer((request, response) => {
      const name = request.url?.slice(1) ?? '';
      came.set(name, [...(came.get(name) ?? []), Number(/\d+$/.exec(String(request.headers['x-key']))?.[0])]);
      respond(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true });
  });

  const run = (profile: Profile, takes: number, gone = new AbortController().signal, after = 0) => {
    const plan = planOf(profile, takes);
    const running = runProfile({
      ...{ profile, plan, after, gone, thresholds: profile.thresholds.map(parseThreshold) },
      target: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${profile.name}`,
      system: join(import.meta.dirname, 'testing/counting-system.ts'),
      ...{ cloud: localstackCloud('http://127.0.0.1:4566'), seed: 1, keyPrefix: 'run' },
      ...{ runDir: join(folder, profile.name), signal: new AbortController().signal, report: () => undefined },
    });
    return { plan, running };
  };
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  it('sends what the shape plans, once each and stage after stage, and says so', async () => {
    const profile = lasting(named('spike'), 3);
    const { plan, running } = run(profile, 12, undefined, 3);
    const { stages, measures, problems } = await running;
    expect(problems).toEqual([]);
    expect(stages.map(({ sent }) => sent)).toEqual(plan.stages.map(({ operations }) => operations));
    const all = plan.stages.reduce((sum, { operations }) => sum + operations, 0);
    expect([...(came.get('spike') ?? [])].sort((a, b) => a - b)).toEqual(range(4, all + 3));
    expect(measures).toMatchObject({ errors: 0, refused: 0 });
    expect(measures.p50).toBeLessThanOrEqual(measures.p99 ?? 0);
    expect(measures).toHaveProperty('recovery');
    expect(plan.stages[1]?.operations).toBeGreaterThan(8);
  });

  it('fails, with every user left without an answer, where nobody listens', async () => {
    respond = (request) => request.socket.destroy();
    const { stages, judged, measures } = await run(lasting(named('smoke'), 1), 5).running;
    expect(measures).toMatchObject({ errors: 100, p50: Number.POSITIVE_INFINITY });
    expect(measures).not.toHaveProperty('rps');
    expect(stages[0]?.sent).toBeGreaterThan(0);
    expect(judged.every(({ kept }) => !kept)).toBe(true);
  });

  it('keeps what it has when the target is gone in the middle', async () => {
    const gone = new AbortController();
    respond = (_, response) => {
      response.end('done');
      if ((came.get('load')?.length ?? 0) >= 5) gone.abort(new Error('gone'));
    };
    const { stages, measures, problems } = await run(lasting(named('load'), 60), 20, gone.signal).running;
    expect(problems).toEqual([expect.stringMatching(/^The target was gone after \d+ of \d+ operations\.$/)]);
    expect(stages.reduce((sum, { sent }) => sum + sent, 0)).toBeGreaterThanOrEqual(5);
    expect(measures).toMatchObject({ errors: 0 });
  });

  it('looks for the breakpoint until a step breaks, and names the rate of the one before', async () => {
    const profile = lasting(named('breakpoint'), 10);
    const [first, second, third] = planOf(profile, 10).stages.map(({ operations }) => operations);
    const upTo = (first ?? 0) + (second ?? 0);
    respond = (request, response) => {
      if ((came.get('breakpoint')?.at(-1) ?? 0) > upTo) request.socket.destroy();
      else response.end('done');
    };
    const { stages, measures, judged, problems } = await run(profile, 10).running;
    expect(stages.map(({ held }) => held)).toEqual([true, true, false]);
    expect(stages.map(({ sent }) => sent)).toEqual([first, second, third]);
    expect(measures.knee).toBe(stages[1]?.measures.rps);
    expect(judged).toMatchObject([{ threshold: { metric: 'knee' }, kept: true }]);
    expect(problems).toEqual([]);
  });

  it('in a closed loop has each user wait for the answer before the next question', async () => {
    let open = 0;
    let most = 0;
    respond = (_, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end('done');
      });
    };
    const profile: Profile = {
      ...named('closed-loop'),
      stages: [{ name: 'loop', from: 3, to: 3, seconds: 1 }],
      turns: 5,
    };
    const { stages, lateMsP99, problems } = await run(profile, 1).running;
    expect(problems).toEqual([]);
    expect(stages).toMatchObject([{ sent: 15, measures: { errors: 0 } }]);
    expect(most).toBeLessThanOrEqual(3);
    expect(lateMsP99).toBeUndefined();
    expect([...(came.get('closed-loop') ?? [])].sort((a, b) => a - b)).toEqual(range(1, 15));
  });
});
