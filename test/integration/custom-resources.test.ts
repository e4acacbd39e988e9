import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CdkApp, outputsOf, statusOf, succeeds } from './cdk-app.ts';
import { eventually } from './order-system-client.ts';

const app = new CdkApp('custom-resources');
const logs = new CloudWatchLogsClient({});

interface Asked {
  readonly asked: string;
  readonly name: string;
  readonly was?: string;
  readonly count?: string;
  readonly physicalId?: string;
}

/** What the handler of a greeting was asked for, as it logged it. */
async function requests(stack: string): Promise<readonly Asked[]> {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${stack}-handler` }));
  return events.flatMap(({ message = '' }) => {
    const [, line] = /(\{"asked".*\})/.exec(message) ?? [];
    return line === undefined ? [] : [JSON.parse(line) as Asked];
  });
}

const asked = (stack: string, request: Partial<Asked>) =>
  eventually(`the request ${JSON.stringify(request)}`, async () =>
    (await requests(stack)).find((each) =>
      Object.entries(request).every(([name, is]) => each[name as keyof Asked] === is),
    ),
  );

const becomes = (stack: string, status: string) =>
  eventually(`${stack} to be ${status}`, async () => ((await statusOf(stack)) === status ? true : undefined));

describe('a custom resource', () => {
  afterAll(async () => {
    await app.destroy('greeting');
    app.remove();
  });

  it('is created by its handler, whose attributes resolve', async () => {
    await succeeds(app.deploy('greeting'));
    expect(await outputsOf('greeting')).toEqual({ Text: 'hello world', Length: '5', Name: 'greeting-world' });
    // Numbers arrive as strings, as on AWS.
    expect(await asked('greeting', { asked: 'Create' })).toMatchObject({ name: 'world', count: '3' });
  });

  it('is updated, and the one that it replaces is deleted', async () => {
    await succeeds(app.deploy('greeting', 'name=moon'));
    expect(await outputsOf('greeting')).toMatchObject({ Text: 'hello moon', Name: 'greeting-moon' });
    await asked('greeting', { asked: 'Update', name: 'moon', was: 'world', physicalId: 'greeting-world' });
    await asked('greeting', { asked: 'Delete', name: 'world', physicalId: 'greeting-world' });
  });

  it('fails the update that it refuses, and is what it was', async () => {
    const { failed, text } = await app.deploy('greeting', 'name=mars', 'fail=Update');
    expect(failed).toBe(true);
    expect(text).toContain('Custom::Greeting');
    expect(text).toContain(
      'Received response status [FAILED] from custom resource. Message returned: no greeting for mars',
    );
    await becomes('greeting', 'UPDATE_ROLLBACK_COMPLETE');
    expect(await outputsOf('greeting')).toMatchObject({ Text: 'hello moon' });
  });

  it('is deleted with its stack', async () => {
    await succeeds(app.destroy('greeting'));
    await asked('greeting', { asked: 'Delete', name: 'moon', physicalId: 'greeting-moon' });
  });

  it('fails the stack that it refuses, of which nothing is left', async () => {
    const { failed, text } = await app.deploy('refused-greeting');
    expect(failed).toBe(true);
    expect(text).toContain('Message returned: no greeting for world');
    await becomes('refused-greeting', 'ROLLBACK_COMPLETE');
    await asked('refused-greeting', { asked: 'Delete', name: 'world' });
    await succeeds(app.destroy('refused-greeting'));
  });

  it('fails at once when its handler throws, with what it threw', async () => {
    const { failed, text } = await app.deploy('throwing-greeting');
    expect(failed).toBe(true);
    expect(text).toContain('The function throwing-greeting-handler failed before it answered');
    expect(text).toContain('out of greetings');
    await succeeds(app.destroy('throwing-greeting'));
  });
});
