import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runSimulation } from './run-simulation.ts';
import { pingAssembly, pingTemplate } from './testing/assembly.ts';
import { pings } from './testing/ping-system.ts';

const START = Date.UTC(2026, 0, 1);
const folder = mkdtempSync(join(tmpdir(), 'prepared-'));

interface Answered {
  readonly at: number;
  readonly endedAt: number;
  readonly status: number;
  readonly request: number;
  /** What the function said of itself. */
  readonly said: Record<string, unknown>;
}

/** Sends pings to a function with this code. */
async function simulate(
  code: string,
  { operations = 3, seed = 1, template = pingTemplate(), stuckAfterMs = 20_000 } = {},
) {
  const runDir = mkdtempSync(join(tmpdir(), 'ping-run-'));
  const simulated = await runSimulation({
    ...{ assembly: pingAssembly(code, template), folder, stack: 'ping', experiment: pings(operations), runDir, seed },
    ...{ system: join(import.meta.dirname, 'testing', 'ping-system.ts'), startMs: START, profile: 'aws', stuckAfterMs },
    report: () => undefined,
  });
  const text = readFileSync(join(runDir, 'client.jsonl'), 'utf8');
  const answered = text
    .trim()
    .split('\n')
    .map((line): Answered => {
      const { error, ...attempt } = JSON.parse(line);
      return { ...attempt, said: attempt.status === 200 ? JSON.parse(error) : { error } };
    });
  return { simulated, answered, text, runDir };
}

/** A handler that answers what an expression comes to. */
const answering = (expression: string, before = '') => `
  import { setTimeout as sleep } from 'node:timers/promises';
  import { randomUUID } from 'node:crypto';
  ${before}
  export const handler = async (event, context) => ({ statusCode: 200, body: JSON.stringify(${expression}) });
`;

describe('a simulation', () => {
  it('gives handlers virtual time, whatever they call it', async () => {
    const { answered } = await simulate(
      answering(`await (async () => {
        const from = [Date.now(), performance.now(), process.hrtime.bigint()];
        await sleep(60_000);
        await new Promise((resolve) => setTimeout(resolve, 30_000));
        const [date, precise, nanoseconds] = [Date.now() - from[0], performance.now() - from[1], process.hrtime.bigint() - from[2]];
        return { date, precise, ns: Number(nanoseconds / 1_000_000n), now: new Date().getTime(), iso: new Date().toISOString() };
      })()`),
      { template: withTimeout(120), operations: 1 },
    );
    // API Gateway does not wait so long.
    expect(answered).toEqual([expect.objectContaining({ status: 504 })]);
    expect((answered[0] as Answered).endedAt - (answered[0] as Answered).at).toBeGreaterThanOrEqual(29_000);
  });

  it('freezes an environment between its invocations, and thaws it with all that it has begun', async () => {
    const { answered } = await simulate(
      answering(
        '{ ticks, sinceStart: Date.now() - started }',
        'let ticks = 0; const started = Date.now(); setInterval(() => { ticks += 1; }, 10);',
      ),
      { operations: 20 },
    );
    const last = (answered.at(-1) as Answered).said as { ticks: number; sinceStart: number };
    expect(last.sinceStart).toBeGreaterThan(1_000);
    // It ran for the moments of its invocations only, in which a timer of 10 ms comes a few times.
    expect(last.ticks).toBeLessThan(25);
  });

  it('draws chance from the seed: the same seed gives the same bytes, another one others', async () => {
    const code = answering('{ id: randomUUID(), web: crypto.randomUUID(), number: Math.random() }');
    const [one, again, other] = [await simulate(code), await simulate(code), await simulate(code, { seed: 2 })];
    expect(again.text).toBe(one.text);
    expect(other.text).not.toBe(one.text);
  });

  it('keeps the state of a module in its environment', async () => {
    const { answered } = await simulate(
      answering('{ count: count += 1, env: process.env.AWS_LAMBDA_LOG_STREAM_NAME }', 'let count = 0;'),
      { operations: 12 },
    );
    const counts = new Map<unknown, number>();
    for (const { said } of answered) {
      expect(said.count).toBe((counts.get(said.env) ?? 0) + 1);
      counts.set(said.env, said.count as number);
    }
    expect(answered).toHaveLength(12);
  });

  it('answers 502 for a handler whose process ends or whose time is over, and goes on with another environment', async () => {
    const code = `
      import { setTimeout as sleep } from 'node:timers/promises';
      const work = {
        1: () => process.exit(7),
        2: () => { setTimeout(() => { throw new Error('late'); }, 5); return sleep(1_000); },
        3: () => { Promise.reject(new Error('nobody hears')); return sleep(1_000); },
        4: () => new Promise(() => {}),
        5: () => undefined,
      };
      export const handler = async ({ body }) => {
        await work[JSON.parse(body).key.split('-').at(-1)]();
        return { statusCode: 200, body: '{}' };
      };`;
    const { answered } = await simulate(code, { operations: 5 });
    expect(answered.map(({ request, status }) => [request, status]).sort()).toEqual([
      [1, 502],
      [2, 502],
      [3, 502],
      [4, 502],
      [5, 200],
    ]);
  });

  it('answers 502 for a handler that cannot be loaded', async () => {
    const { answered } = await simulate('throw new Error("broken at import");');
    expect(answered.map(({ status }) => status)).toEqual([502, 502, 502]);
  });

  it('is not kept alive by timers that a handler leaves behind', async () => {
    const { simulated } = await simulate(
      answering('{ leaked: leak() }', 'const leak = () => { setInterval(() => undefined, 1); return true; };'),
    );
    expect(simulated.endMs - START).toBeLessThan(60_000);
  });

  it('finds a loop that never waits, and names its function', async () => {
    const endless = simulate('export const handler = async () => { for (;;); };', { stuckAfterMs: 2_000 });
    await expect(endless).rejects.toThrow('the code of ping has run for 2 s without an end');
  });

  it('ends when a handler asks for what is not modelled, even if the handler bears it', async () => {
    const code = `import { connect } from 'node:net';
      export const handler = async () => { try { connect(80); } catch {} return { statusCode: 200, body: '{}' }; };`;
    await expect(simulate(code)).rejects.toThrow(
      'connect of node:net, called by the function ping, is not modelled by the simulator',
    );
  });

  it('names every resource that it does not know, before anything runs', async () => {
    const template = pingTemplate({
      Fleet: { Type: 'AWS::ECS::Cluster' },
      Wide: { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } },
    });
    await expect(simulate('', { template })).rejects.toThrow(
      'The resource Fleet of the type AWS::ECS::Cluster, and with it the property Colour of Wide (AWS::SQS::Queue) is not modelled',
    );
  });
});

function withTimeout(seconds: number): object {
  const template = pingTemplate() as { Resources: { Ping: { Properties: { Timeout: number } } } };
  template.Resources.Ping.Properties.Timeout = seconds;
  return template;
}
