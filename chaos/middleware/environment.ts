import type { Injection } from './injection.ts';
import { logInjection } from './injection.ts';
import type { Invocation, QueueRecord } from './invocation.ts';
import { showAgain } from './queue.ts';
import { createRuleCache, noRules, type RuleCache } from './rule-cache.ts';
import { openRulesTable } from './rules-table.ts';

/** What chaos needs of the execution environment that it lives in. */
export interface ChaosEnvironment {
  readonly rules: RuleCache;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: (injection: Injection) => void;
  /** Ends the process. */
  readonly exit: (code: number) => never;
  /** Makes a message visible again at once, as if its visibility timeout had run out. */
  readonly showAgain: (record: QueueRecord) => Promise<void>;
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
    exit: (code) => process.exit(code),
    showAgain,
    invocation: {
      function: variables.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown',
      environment: variables.AWS_LAMBDA_LOG_STREAM_NAME ?? 'unknown',
      requestId: 'init',
      deliveries: [],
      tries: new Map(),
    },
  };
}
