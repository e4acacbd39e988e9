import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Told } from '../sim/sqs/testing/random/side.ts';

/** An SQS that the simulated one is compared with. An answer that is an error is told as `{ error, message }`. */
export interface OtherSqs {
  ask(request: Request): Promise<Told>;
  wait(seconds: number): Promise<void>;
}

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=none';
const SECOND_MS = 1000;
/** LocalStack looks once a second what is due. */
const LATE_MS = 1500;

/** An SQS that speaks AWS's JSON protocol at an address. */
export function sqsAt(url: string): OtherSqs {
  return {
    async ask({ operation, input }) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-amz-json-1.0',
          'X-Amz-Target': `AmazonSQS.${operation}`,
          Authorization: AUTHORIZATION,
        },
        body: JSON.stringify(input),
      });
      const body = await response.text();
      const answer = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
      if (response.ok) return answer;
      return { error: String(answer.__type).replace(/^.*#/, ''), message: answer.message ?? answer.Message ?? '' };
    },
    wait: (seconds) => pause(seconds * SECOND_MS + LATE_MS),
  };
}

/** LocalStack's SQS in a Python of its own, in a time that does not pass by itself; `python` is that of a LocalStack, as `./lab up` makes it. */
export function localstackIn(python: string): OtherSqs & { end(): void } {
  const child = spawn(python, [join(import.meta.dirname, 'sqs-localstack.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let nowMs = Date.UTC(2026, 0, 1);
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify({ ...request, nowMs })}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${python} ended; its errors stand above`);
      return JSON.parse(value);
    },
    async wait(seconds) {
      nowMs += seconds * SECOND_MS;
    },
    end: () => child.stdin.end(),
  };
}
