import { writeSync } from 'node:fs';
import { logInjection } from '../../middleware/injection.ts';
import type { Note } from './restores.ts';
import type { Values } from './setting.ts';

/** The invocation that writes. */
export interface LogSource {
  readonly function: string;
  /** Log stream. */
  readonly environment: string;
  readonly requestId: string;
}

/** Logs that the change of a note has taken effect at this time (epoch ms), as a line of the run's ledger. Its key is the setting. */
export function logChange({ rule, fault, subject }: Note, at: number, source: LogSource): void {
  logInjection({ at, rule, fault, key: subject, place: 'setting', attempt: 1, ...source });
}

/**
 * Logs that a setting was put back at this time (epoch ms): `kept` are fields that others have changed since and that stay so,
 * `gone` says that the setting exists no longer.
 */
export function logRevert(
  { rule, fault, subject }: Note,
  at: number,
  source: LogSource,
  outcome: { readonly kept: Values; readonly gone: boolean },
): void {
  const line = { faultline: 'revert', at, rule, fault, key: subject, place: 'setting', ...outcome, ...source };
  writeSync(2, `${JSON.stringify(line)}\n`);
}
