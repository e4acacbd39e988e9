import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseExperiment } from '../file/experiment-file.ts';
import { importFromChaosToolkit } from './chaos-toolkit.ts';

const options = { system: 'orders', standing: ['answers'], seed: 3, operations: 10, rate: 1, duration: 90_000 };
const concurrency = (name: string, more: object) => ({
  type: 'action',
  name: 'Throttle the function',
  provider: {
    ...{ type: 'python', module: 'chaosaws.awslambda.actions', func: 'put_function_concurrency' },
    arguments: { function_name: name, concurrent_executions: 1 },
  },
  ...more,
});
const http = (name: string, url: string, tolerance: unknown, more: object = {}) => ({
  ...{ type: 'probe', name, tolerance },
  provider: { type: 'http', url, ...more },
});

const file = {
  version: '1.0.0',
  title: 'Customers are served though the function is throttled',
  description: 'n/a',
  tags: ['serverless'],
  configuration: {
    api: { type: 'env', key: 'API', default: 'https://api.example.com' },
    function: 'shop-pay',
    nowhere: { type: 'env', key: 'N' },
  },
  'steady-state-hypothesis': {
    title: 'The API answers',
    probes: [
      http('API answers', '${api}/health?deep=1', 200, { timeout: 3 }),
      http('Fast', '${nowhere}/orders', [200, 299], { timeout: [1, 2] }),
      http('Body', 'http://localhost:8080', { type: 'regex', pattern: '^ok', target: 'body' }),
      http('Judged', '${api}/x', { type: 'probe', name: 'other' }),
      http('Posts', '${api}/x', 201, { method: 'POST' }),
      { type: 'probe', name: 'answers', tolerance: true, provider: { type: 'process', path: 'true' } },
    ],
  },
  method: [
    { ...concurrency('${function}', { background: true, pauses: { before: 10, after: 5 } }) },
    http('meanwhile', '${api}/health', undefined),
    {
      type: 'action',
      name: 'kill-pod',
      provider: { type: 'python', module: 'chaosk8s.pod.actions', func: 'terminate_pods' },
    },
    {
      type: 'action',
      name: 'tc',
      provider: { type: 'process', path: 'tc', arguments: 'qdisc add' },
      pauses: { after: 2 },
    },
    { ...concurrency('shop-api', { name: 'later', background: true, pauses: { before: '1' } }) },
  ],
  rollbacks: [
    {
      ...concurrency('x', {}),
      provider: { type: 'python', module: 'chaosaws.awslambda.actions', func: 'delete_function_concurrency' },
    },
    { type: 'action', name: 'call', provider: { type: 'http', url: 'http://localhost/restore' } },
  ],
  controls: [{ name: 'tracing' }],
};

describe('importFromChaosToolkit', () => {
  const { text, missing } = importFromChaosToolkit(file, options);
  const { method, rollbacks, ...rest } = parse(text);

  it('makes an experiment of the lab', () => {
    expect(() => parseExperiment(text, 'x.yaml', { steadyState: [], invariants: [] })).not.toThrow();
  });

  it('asks the same of the system, whatever its address', () => {
    expect(rest['steady-state-hypothesis'].probes).toEqual([
      {
        type: 'probe',
        name: 'api-answers',
        provider: { type: 'http', path: '/health?deep=1', timeout: '3s' },
        tolerance: 200,
      },
      {
        type: 'probe',
        name: 'fast',
        provider: { type: 'http', path: '/orders', timeout: '2s' },
        tolerance: [200, 299],
      },
      {
        type: 'probe',
        name: 'body',
        provider: { type: 'http', path: '/' },
        tolerance: { type: 'regex', pattern: '^ok', target: 'body' },
      },
    ]);
  });

  it('has the steps that mean something here, at their times', () => {
    const fault = {
      type: 'fault',
      fault: 'reserved-concurrency',
      parameters: { reservedConcurrency: 1 },
    };
    expect(method).toEqual([
      { type: 'action', name: 'load', provider: { type: 'load', operations: 10, rate: 1 } },
      {
        type: 'action',
        name: 'throttle-the-function',
        provider: { ...fault, target: { function: 'shop-pay' }, start: '10s', duration: '90s' },
      },
      { type: 'probe', name: 'meanwhile', provider: { type: 'http', path: '/health' } },
      {
        type: 'action',
        name: 'later',
        provider: { ...fault, target: { function: 'shop-api' }, start: '3s', duration: '90s' },
      },
    ]);
    expect(rollbacks).toEqual([
      { type: 'action', name: 'throttle-the-function', provider: { type: 'withdraw-faults' } },
    ]);
  });

  it('names everything else', () => {
    expect(missing).toEqual([
      'probe "Judged": its tolerance {"type":"probe","name":"other"} has no counterpart here',
      'probe "Posts": POST ${api}/x has no counterpart here',
      'step "kill-pod": chaosk8s.pod.actions.terminate_pods has no counterpart here',
      'step "tc": the program tc has no counterpart here',
      'rollback "call": GET http://localhost/restore has no counterpart here',
      'control "tracing": nothing here is called around steps',
    ]);
  });

  it('refuses what is no experiment', () => {
    expect(() => importFromChaosToolkit({ title: 'x', method: 'y' }, options)).toThrow(
      /^this is no experiment of Chaos Toolkit/,
    );
  });
});
