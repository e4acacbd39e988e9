import type { Injection } from './injection.ts';
import { logInjection } from './injection.ts';
import type { Invocation } from './invocation.ts';
import { createRuleCache, noRules, type RuleCache } from './rule-cache.ts';
import { openRulesTable } from './rules-table.ts';

/** What chaos needs of the execution environment that it lives in. */
export interface ChaosEnvironment {
  readonly rules: RuleCache;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Writes down that a fault fired; or that it was `refused`, and why. */
  readonly log: (injection: Injection, refused?: string) => void;
  /** The invocation that runs now: an execution environment runs one at a time. */
  invocation: Invocation;
}

let shared: ChaosEnvironment | undefined;

/**
 * The environment of this process, wired to the real clock, log and chaos table (`CHAOS_TABLE`; without it no rule ever
 * acts). The middleware and the plug-in share it, so that one read a second serves both.
 */
export function processEnvironment(): ChaosEnvironment {
  shared ??= create(process.env);
  return shared;
}

function create(variables: NodeJS.ProcessEnv): ChaosEnvironment {
  const table = variables.CHAOS_TABLE;
  const now = Date.now;
  return {
    rules: table ? createRuleCache({ read: openRulesTable(table), now }) : noRules,
    now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    log: logInjection,
    invocation: {
      function: variables.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown',
      environment: variables.AWS_LAMBDA_LOG_STREAM_NAME ?? 'unknown',
      requestId: 'init',
      deliveries: [],
      keyField: variables.CHAOS_KEY || undefined,
      tries: new Map(),
    },
  };
}
