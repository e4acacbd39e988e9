import type * as z from 'zod';
import type { Clients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import type { Deployed } from '../../system/deployed.ts';
import type { Observer } from '../watch/observed.ts';
import type { ClientRecord } from './client-record.ts';

/** The answer of an HTTP probe. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** What a probe found; undefined while there is nothing to tell, which is no deviation. */
export type Answer = number | string | boolean | HttpAnswer | object | null | undefined;

/** What a probe may ask. */
export interface ProbeContext {
  readonly cloud: Cloud;
  readonly deployed: Deployed;
  readonly observer: Observer;
  readonly clients: Clients;
  /** What customers have seen so far in this run. */
  readonly customers: ClientRecord;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** One kind of probe: a file of `experiment/probes/` each. */
export interface ProbeKind<Type extends string, Fields extends z.ZodRawShape> {
  readonly type: Type;
  /** One sentence for people. */
  readonly summary: string;
  /** Its parameters in an experiment file. */
  readonly fields: Fields;
  /** What it answers, which decides what tolerance makes sense. */
  readonly answers: 'number' | 'http' | 'anything';
  /** Why it knows nothing before the method, if so. */
  readonly needsLoad?: string;
  /** What is asked, in words: `messages in the queues of work`. */
  inWords(parameters: z.output<z.ZodObject<Fields>>): string;
  /** @throws Error when there is no answer; that is a deviation */
  ask(parameters: z.output<z.ZodObject<Fields>>, context: ProbeContext): Promise<Answer>;
}
