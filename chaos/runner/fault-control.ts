import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { PlannedFault } from './experiment.ts';
import type { SystemUnderTest } from './system.ts';

const statusSchema = z.object({
  rules: z.array(z.object({ id: z.string(), startsAt: z.number(), expiresAt: z.number() })),
  concurrency: z.array(z.object({ change: z.string(), function: z.string() })).default([]),
});

type Status = z.output<typeof statusSchema>;

/** Starts and ends faults through the deployed chaos functions, as anybody could by `aws lambda invoke`. */
export interface FaultControl {
  /** Starts a fault that ends by itself after `durationMs`. @throws Error if the chaos function does not show it afterwards */
  inject(fault: PlannedFault, seed: number, durationMs: number): Promise<{ startsAt: number; expiresAt: number }>;
  /** Ends the fault; harmless if it has already ended. @throws Error if the chaos function still shows it afterwards */
  withdraw(fault: PlannedFault): Promise<void>;
  /** What is active now, whoever started it: ids of rules, and functions whose concurrency is lowered. */
  active(): Promise<string[]>;
}

export function openFaultControl(lambda: LambdaClient, { chaos }: SystemUnderTest): FaultControl {
  const functionOf = ({ fault }: PlannedFault) => (fault === 'delay' ? chaos.latencyFunction : chaos.throttleFunction);
  return {
    async inject(fault, seed, durationMs) {
      const { id, percentage, target, parameters } = fault;
      const request = { action: 'inject', id, percentage, seed, durationSeconds: durationMs / 1_000 };
      const { rules } = await invoke(lambda, functionOf(fault), { ...request, ...target, ...parameters });
      const rule = rules.find((active) => active.id === id);
      if (rule === undefined)
        throw new Error(`The rule "${id}" was injected, but ${functionOf(fault)} does not show it.`);
      return { startsAt: rule.startsAt, expiresAt: rule.expiresAt };
    },

    async withdraw(fault) {
      const { rules } = await invoke(lambda, functionOf(fault), { action: 'withdraw', id: fault.id });
      if (rules.some(({ id }) => id === fault.id)) {
        throw new Error(`The rule "${fault.id}" was withdrawn, but ${functionOf(fault)} still shows it.`);
      }
    },

    async active() {
      const status = { action: 'status' };
      const answers = await Promise.all(
        [chaos.latencyFunction, chaos.throttleFunction].map((name) => invoke(lambda, name, status)),
      );
      return answers.flatMap(({ rules, concurrency }) => [
        ...rules.map(({ id }) => `rule ${id}`),
        ...concurrency.map((change) => `reserved concurrency of ${change.function}`),
      ]);
    },
  };
}

async function invoke(lambda: LambdaClient, name: string, request: Readonly<Record<string, unknown>>): Promise<Status> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: new TextEncoder().encode(JSON.stringify(request)) }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) throw new Error(`${name} refused ${JSON.stringify(request)}: ${text}`);
  return statusSchema.parse(JSON.parse(text));
}
