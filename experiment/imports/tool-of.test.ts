import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { samplePath } from '../file/testing/sample.ts';
import { toolOf } from './tool-of.ts';

describe('toolOf', () => {
  it.each([
    ['chaostoolkit', { title: 'x', method: [{ type: 'probe', name: 'x', provider: { type: 'http', url: '/' } }] }],
    ['fis', { actions: { Slow: { actionId: 'aws:lambda:invocation-add-delay' } }, roleArn: 'x' }],
    ['fis', { experimentTemplate: { id: 'EXT' } }],
    ['failure-lambda', { isEnabled: false, failureMode: 'latency', rate: 1 }],
    ['failure-lambda', { latency: { enabled: false }, exception: { enabled: true } }],
  ])('knows a file of %s', (tool, value) => expect(toolOf(value)).toBe(tool));

  it.each([[{}], [[]], [null], ['text'], [{ title: 'x' }], [{ latency: 5 }]])('knows %j as nobody’s', (value) => {
    expect(toolOf(value)).toBeUndefined();
  });

  it('takes no experiment of the lab for another’s', () => {
    expect(toolOf(parse(readFileSync(samplePath, 'utf8')))).toBeUndefined();
  });
});
