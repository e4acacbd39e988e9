import {
  CloudWatchLogsClient,
  type FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from '@jest/globals';
import { readInjections, readRefusals } from './injections.ts';

const line = (faultline: string, at: number, rest: object = {}) =>
  JSON.stringify({ faultline, at, rule: 'r', fault: 'drop', key: 'a', ...rest });

/**
 * Logs of two functions, and none of a third that never ran; a message a page: as on LocalStack the last page may carry the
 * token that it was asked with.
 */
function logsOf(messages: readonly string[]): CloudWatchLogsClient {
  const answer = ({ input: { logGroupName, nextToken } }: FilterLogEventsCommand) => {
    if (logGroupName === '/aws/lambda/f-two') return { events: [] };
    if (logGroupName !== '/aws/lambda/f-one') {
      throw new ResourceNotFoundException({ message: `${logGroupName} does not exist`, $metadata: {} });
    }
    const page = Number(nextToken ?? 0);
    const next = Math.min(page + 1, messages.length - 1);
    return { events: [{ eventId: `${page}`, message: messages[page] }], nextToken: `${next}` };
  };
  const send = async (command: never) => answer(command);
  return Object.assign(Object.create(CloudWatchLogsClient.prototype) as CloudWatchLogsClient, { send });
}

describe('what functions wrote to their logs', () => {
  const functions = ['f-one', 'f-two', 'f-never-ran'];
  const logs = logsOf([
    `2026-11-21T00:00:00Z id INFO ${line('injection', 2)}`,
    line('refusal', 3, { refused: 'it would lose messages' }),
    'an injection of hope',
    '{"faultline":"injection" torn',
    line('injection', 1),
  ]);

  it('are injections, by time, whatever stands around them', async () => {
    const injections = await readInjections(logs, functions, 0, 9);
    expect(injections.map(({ at, faultline }) => [at, faultline])).toEqual([
      [1, 'injection'],
      [2, 'injection'],
    ]);
  });

  it('are refusals, with their reason', async () => {
    expect(await readRefusals(logs, functions, 0, 9)).toMatchObject([{ at: 3, refused: 'it would lose messages' }]);
  });

  it('is asked of no function but those that are meant', async () => {
    expect(await readInjections(logs, ['f-two'], 0, 9)).toEqual([]);
  });

  it('is not taken for none where it could not be read', async () => {
    const send = async () => {
      throw new Error('throttled');
    };
    const failing = Object.assign(Object.create(CloudWatchLogsClient.prototype) as CloudWatchLogsClient, { send });
    await expect(readInjections(failing, functions, 0, 9)).rejects.toThrow('throttled');
  });
});
