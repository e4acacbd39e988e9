import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { type When, when } from '../moment.ts';
import { functionTarget } from '../target.ts';

const parameters = z.strictObject({
  when: when
    .default('before')
    .describe('`before`: instead of the handler, which never runs. `after`: instead of its answer.'),
  statusCode: z.number().int().min(100).max(599).default(500),
  contentType: z.string().min(1).default('application/json'),
  headers: z.record(z.string().min(1), z.string()).default({}).describe('More headers, by name.'),
  body: z.string().default('{"message":"Answered by a Faultline rule."}'),
});

export interface HttpResponseEffect {
  readonly when: When;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An HTTP answer that the handler did not give. */
export const httpResponse: Fault<'http-response', typeof functionTarget, typeof parameters, HttpResponseEffect> = {
  name: 'http-response',
  place: 'function',
  summary: 'The caller gets this HTTP status and body, instead of the handler or instead of its answer.',
  description: `A function behind an API answers with a status, a content type and a body of the rule. \`before\`: the handler never runs,
as when a gateway refuses. \`after\`: it ran, its effects are there, and its answer was replaced, so that a caller who
repeats the request asks for what is already done.`,
  example: {
    target: { function: 'shop-api', path: '/orders' },
    parameters: { when: 'after', statusCode: 503, body: '{"error":"overloaded"}' },
    percentage: 10,
  },
  fis: {
    action: 'aws:lambda:invocation-http-integration-response',
    parameters: {
      statusCode: 'statusCode',
      contentType: 'contentTypeHeader',
      when: 'preventExecution',
      percentage: 'invocationPercentage',
    },
  },
  loses:
    'an HTTP answer is no batch response: Lambda takes it for success and deletes every message of the batch, handled or not.',
  target: functionTarget,
  parameters,
  first: 1,
  decide: ({ parameters: { when, statusCode, contentType, headers, body } }) => ({
    when,
    statusCode,
    headers: { 'content-type': contentType, ...headers },
    body,
  }),
};
