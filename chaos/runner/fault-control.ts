import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { PlannedFault } from './experiment.ts';
import type { SystemUnderTest } from './system.ts';

const statusSchema = z.object({
  rules: z.array(z.object({ id: z.string(), startsAt: z.number(), expiresAt: z.number() })),
  concurrency: z.array(z.object({ change: z.string(), function: z.string() })).default([]),
});

type Status = z.output<typeof statusSchema>;

/** When a fault acts. Epoch milliseconds. */
export interface FaultTimes {
  readonly startsAt: number;
  readonly expiresAt: number;
}

/** Starts and ends faults through the deployed chaos functions, as anybody could by `aws lambda invoke`. */
export interface FaultControl {
  /**
   * Starts a fault at `startsAt` (epoch ms; default: now) that ends by itself after `durationMs`.
   * @throws Error if the chaos function does not show it afterwards
   */
  inject(fault: PlannedFault, seed: number, durationMs: number, startsAt?: number): Promise<FaultTimes>;
  /** Ends the fault; harmless if it has already ended. @throws Error if the chaos function still shows it afterwards */
  withdraw(fault: PlannedFault): Promise<void>;
  /** What is active now, whoever started it: ids of rules, and functions whose concurrency is lowered. */
  active(): Promise<string[]>;
}

export function openFaultControl(lambda: LambdaClient, { chaos }: SystemUnderTest): FaultControl {
  return {
    async inject(fault, seed, durationMs, startsAt) {
      const { id, percentage, first, every, keys, 'allow-loss': allowLoss } = fault;
      const selection = { id, percentage, first, every, keys, 'allow-loss': allowLoss, seed };
      const request = { action: 'inject', ...selection, durationSeconds: durationMs / 1_000, startsAt };
      const { name, aim } = injectorOf(fault, chaos);
      const { rules } = await invoke(lambda, name, { ...request, ...aim });
      const rule = rules.find((active) => active.id === id);
      if (rule === undefined) throw new Error(`The rule "${id}" was injected, but ${name} does not show it.`);
      return { startsAt: rule.startsAt, expiresAt: rule.expiresAt };
    },

    async withdraw(fault) {
      const { name } = injectorOf(fault, chaos);
      const { rules } = await invoke(lambda, name, { action: 'withdraw', id: fault.id });
      if (rules.some(({ id }) => id === fault.id)) {
        throw new Error(`The rule "${fault.id}" was withdrawn, but ${name} still shows it.`);
      }
    },

    async active() {
      const status = { action: 'status' };
      const answers = await Promise.all(
        [chaos.latencyFunction, chaos.throttleFunction, chaos.failureFunction].map((name) =>
          invoke(lambda, name, status),
        ),
      );
      return answers.flatMap(({ rules, concurrency }) => [
        ...rules.map(({ id }) => `rule ${id}`),
        ...concurrency.map((change) => `reserved concurrency of ${change.function}`),
      ]);
    },
  };
}

/** Which chaos function injects a fault, and what it wants to be told about it. */
function injectorOf({ fault, target, parameters }: PlannedFault, chaos: SystemUnderTest['chaos']) {
  switch (fault) {
    case 'delay':
      return { name: chaos.latencyFunction, aim: { ...target, ...parameters } };
    case 'throttle':
      return { name: chaos.throttleFunction, aim: { ...target, ...parameters } };
    default:
      return { name: chaos.failureFunction, aim: { fault, target, parameters } };
  }
}

async function invoke(lambda: LambdaClient, name: string, request: Readonly<Record<string, unknown>>): Promise<Status> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: new TextEncoder().encode(JSON.stringify(request)) }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) throw new Error(`${name} refused ${JSON.stringify(request)}: ${text}`);
  return statusSchema.parse(JSON.parse(text));
}
