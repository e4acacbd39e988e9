import { describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../../../kernel/cloud.ts';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { World } from '../../../system/workload.ts';
import { makeCall } from './caller.ts';
import { loudTenant } from './limits.ts';
import { plannedCall } from './planned-call.ts';

/** What a front answers, in its order; the last one again and again. */
type Answers = readonly (Response | Error)[];

const say = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const admitted = (callId: string) => say(200, { admitted: true, callId });
const limited = say(429, { error: 'rate-limited' }, { 'retry-after': '2' });

/** Makes a call in a world of virtual time. */
async function make(changes: Partial<ReturnType<typeof plannedCall>>, answers: Answers) {
  const attempts: ClientAttempt[] = [];
  const asked: Request[] = [];
  const waits: number[] = [];
  let clock = 0;
  const world: World = {
    ...{ target: 'http://127.0.0.1/lab', cloud: localstackCloud('http://127.0.0.1:4566'), seed: 1 },
    fetch: async (input, init) => {
      const answer = answers[Math.min(asked.push(new Request(input, init)), answers.length) - 1] as Response | Error;
      clock += 10;
      if (answer instanceof Error) throw answer;
      return answer.clone();
    },
    now: () => clock,
    sleep: async (ms) => {
      waits.push(ms);
      clock += ms;
    },
    mayRetry: () => true,
    record: (attempt) => attempts.push(attempt),
  };
  const call = {
    ...plannedCall(1, 1, 'k'),
    tenant: 'globex',
    api: 'search',
    patient: true,
    repeat: 'never' as const,
    ...changes,
  };
  await makeCall(call, 'user', world);
  return { attempts, asked, waits };
}

describe('a caller', () => {
  it('asks under its key and its name, and keeps what came of it', async () => {
    const { attempts, asked } = await make({}, [admitted('k-1')]);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST http://127.0.0.1/lab/calls/search']);
    expect(asked[0]?.headers.get('idempotency-key')).toBe('k-1');
    expect(asked[0]?.headers.get('x-tenant')).toBe('globex');
    const known = { key: 'k-1', asked: { bucket: 'globex/search' }, at: 0, endedAt: 10 };
    expect(attempts).toMatchObject([{ ...known, outcome: 'ok', answer: { label: 'admitted' } }]);
  });

  it('waits as long as it is told to where it is patient, and gives up where it is not', async () => {
    const patient = await make({}, [limited, admitted('k-1')]);
    expect(patient.attempts.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['fail', 429],
      ['ok', 200],
    ]);
    expect(patient.waits[0]).toBeGreaterThanOrEqual(2_000);
    const impatient = await make({ patient: false }, [limited]);
    expect(impatient.attempts.map(({ outcome }) => outcome)).toEqual(['fail']);
  });

  it.each([
    ['no answer', Object.assign(new Error('fetch failed'), { cause: { code: 'ECONNRESET' } })],
    ['a broken front', say(502, {})],
    ['an answer to somebody else', admitted('k-2')],
  ])('does not know what came of %s, and asks again under the same key', async (_what, answer) => {
    const { attempts, asked } = await make({ patient: false }, [answer, admitted('k-1')]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['info', 'ok']);
    expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['k-1', 'k-1']);
  });

  it('gives up some day', async () => {
    expect((await make({}, [limited])).attempts).toHaveLength(5);
  });
});

describe('the calls of a seed', () => {
  const calls = Array.from({ length: 2_000 }, (_, index) => plannedCall(7, index + 1, 'k'));

  it('are mostly those of one tenant, and some are repeated', () => {
    const share = calls.filter(({ tenant }) => tenant === loudTenant).length / calls.length;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.7);
    expect(new Set(calls.map(({ tenant }) => tenant)).size).toBe(5);
    expect(new Set(calls.map(({ repeat }) => repeat))).toEqual(new Set(['never', 'afterwards', 'at-once']));
  });
});
