import { setTimeout as pause } from 'node:timers/promises';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { strToU8, type ZipOptions, zipSync } from 'fflate';

/** Reads its endpoint and credentials from the environment; throttling must be seen, so it never retries. */
export const lambda = new LambdaClient({ maxAttempts: 1 });
const logs = new CloudWatchLogsClient({});

/** One answer of Lambda: the payload as sent, the error kind if the function failed, and the last 4 KB of its log. */
export interface Answer {
  readonly payload: unknown;
  readonly error?: string;
  readonly log: string;
}

/** A function that was made for one test and goes with it. */
export class ZipFunction implements AsyncDisposable {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async invoke(event: unknown = {}): Promise<Answer> {
    const { Payload, FunctionError, LogResult } = await lambda.send(
      new InvokeCommand({ FunctionName: this.name, Payload: JSON.stringify(event), LogType: 'Tail' }),
    );
    return {
      payload: JSON.parse(Buffer.from(Payload ?? []).toString() || 'null'),
      ...(FunctionError !== undefined && { error: FunctionError }),
      log: Buffer.from(LogResult ?? '', 'base64').toString(),
    };
  }

  async updateCode(files: Readonly<Record<string, string>>): Promise<void> {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: this.name, ZipFile: zip(files) }));
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 20, minDelay: 0.1 }, { FunctionName: this.name });
  }

  /** The function's log lines in CloudWatch Logs, once one of them matches. */
  async logLines(expected: RegExp): Promise<string[]> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const lines = await this.#storedLines();
      if (lines.some((line) => expected.test(line))) return lines;
      if (Date.now() > deadline) throw new Error(`no log line matches ${expected}; there are:\n${lines.join('')}`);
      await pause(100);
    }
  }

  async #storedLines(): Promise<string[]> {
    try {
      const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${this.name}` }));
      return (events ?? []).map((event) => event.message ?? '');
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return [];
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await lambda.send(new DeleteFunctionCommand({ FunctionName: this.name }));
  }
}

/** Files of a package by path: text, bytes, or bytes with what a packer says of them, as their mode. */
type Files = Readonly<Record<string, string | Uint8Array | [Uint8Array, ZipOptions]>>;

/** A package of these files. */
export function zip(files: Files): Uint8Array {
  const bytes = (content: Files[string]) => (typeof content === 'string' ? strToU8(content) : content);
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, bytes(content)])));
}

/** Creates a function of the given files (path to content) and waits until it is active. */
export async function deployZip(
  files: Files,
  settings: Partial<CreateFunctionCommandInput> = {},
): Promise<ZipFunction> {
  const name = `faultline-test-${crypto.randomUUID().slice(0, 8)}`;
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/lambda',
      Code: { ZipFile: zip(files) },
      ...settings,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 20, minDelay: 0.1 }, { FunctionName: name });
  return new ZipFunction(name);
}
